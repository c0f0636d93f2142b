namespace Daemonize.Platform.Linux;

/// <summary>A timerfd(2) of the wall clock: a descriptor that is readable from an instant on, or when the clock is set.</summary>
internal sealed unsafe class WallTimer : IDisposable
{
    private readonly Descriptor _descriptor;

    private WallTimer(Descriptor descriptor) => _descriptor = descriptor;

    public int Number => _descriptor.Number;

    /// <summary>Creates a timer; null if a sandbox denies the call.</summary>
    public static WallTimer? TryCreate()
    {
        var number = Libc.timerfd_create(Libc.CLOCK_REALTIME, Libc.TFD_CLOEXEC | Libc.TFD_NONBLOCK);
        return number >= 0 ? new WallTimer(new Descriptor(number))
            : Errno.Last is var errno && MissingCall.IsDenied(errno) ? null
            : throw Errno.Exception("create a timerfd", errno);
    }

    /// <summary>
    /// Sets the instant, in ticks of <see cref="DateTime"/> in UTC, and discards an earlier one. False if a sandbox denies the call, though
    /// it allowed the timer.
    /// </summary>
    public bool TrySet(long instant)
    {
        // A past instant comes at once; a time of zero would switch the timer off.
        var sinceEpoch = Math.Max(1, instant - DateTime.UnixEpoch.Ticks);
        var timer = new Libc.itimerspec
        {
            it_value =
                new Libc.timespec { tv_sec = sinceEpoch / TimeSpan.TicksPerSecond, tv_nsec = sinceEpoch % TimeSpan.TicksPerSecond * 100 },
        };
        var errno = Libc.timerfd_settime(Number, Libc.TFD_TIMER_ABSTIME | Libc.TFD_TIMER_CANCEL_ON_SET, &timer, null) == 0 ? 0 : Errno.Last;
        return errno is 0 or Libc.ECANCELED || (MissingCall.IsDenied(errno) ? false : throw Errno.Exception("set a timer", errno));
    }

    public void Dispose() => _descriptor.Dispose();
}
