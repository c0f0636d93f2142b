namespace Daemonize.Platform.Linux;

/// <summary>A timerfd(2): a descriptor that is readable from an instant of a clock on.</summary>
internal sealed unsafe class TimerDescriptor : IDisposable
{
    private readonly Descriptor _descriptor;

    private TimerDescriptor(Descriptor descriptor) => _descriptor = descriptor;

    public int Number => _descriptor.Number;

    /// <summary>Creates a timer of a clock, which is not set; null if a sandbox denies it.</summary>
    public static TimerDescriptor? TryCreate(int clock)
    {
        var number = Libc.timerfd_create(clock, Libc.TFD_CLOEXEC | Libc.TFD_NONBLOCK);
        return number >= 0 ? new TimerDescriptor(new Descriptor(number))
            : Errno.Last is var errno && MissingCall.IsDenied(errno) ? null
            : throw Errno.Exception("create a timerfd", errno);
    }

    /// <summary>Sets the instant and discards an earlier one. False if a sandbox denies the call, though it allowed the timer.</summary>
    /// <param name="instant">The instant of the clock, in ticks of 100 ns.</param>
    /// <param name="flags">Flags in addition to TFD_TIMER_ABSTIME.</param>
    public bool TrySet(long instant, int flags = 0)
    {
        var timer = new Libc.itimerspec { it_value = ToTime(instant) };
        var errno = Libc.timerfd_settime(Number, Libc.TFD_TIMER_ABSTIME | flags, &timer, null) == 0 ? 0 : Errno.Last;
        return errno is 0 or Libc.ECANCELED || (MissingCall.IsDenied(errno) ? false : throw Errno.Exception("set a timer", errno));
    }

    /// <summary>Converts an instant for a timer. A past instant comes at once; a time of zero would switch the timer off.</summary>
    /// <param name="instant">The instant of a clock, in ticks of 100 ns.</param>
    public static Libc.timespec ToTime(long instant)
    {
        var ticks = Math.Max(1, instant);
        return new Libc.timespec { tv_sec = ticks / TimeSpan.TicksPerSecond, tv_nsec = ticks % TimeSpan.TicksPerSecond * 100 };
    }

    public void Dispose() => _descriptor.Dispose();
}
