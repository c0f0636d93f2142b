using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>A timerfd(2) of the wall clock: a descriptor that is readable from an instant on, or when the clock is set.</content>
internal sealed unsafe partial class WallTimer : IDisposable
{
    /// <summary>The timer; null if a sandbox denies it.</summary>
    private readonly Descriptor? _descriptor = TryCreate();

    /// <summary>
    /// Waits until <paramref name="instant"/>, in ticks of <see cref="DateTime"/> in UTC, one of the two, a change of the clock, or
    /// <paramref name="latest"/>, and clears the second. May end early; the caller checks why.
    /// </summary>
    public void Wait(long instant, Wake first, Wake second, long latest)
    {
        if (_descriptor is null || !TrySet(_descriptor, instant))
        {
            WaitInPieces(instant, first, second, latest);
        }
        else if (Poll.WaitForAny(stackalloc[] { second.Number, first.Number, _descriptor.Number }, latest) == 0)
        {
            second.Clear();
        }
    }

    public void Dispose() => _descriptor?.Dispose();

    private static Descriptor? TryCreate()
    {
        var number = Libc.timerfd_create(Libc.CLOCK_REALTIME, Libc.TFD_CLOEXEC | Libc.TFD_NONBLOCK);
        return number >= 0 ? new Descriptor(number)
            : Errno.Last is var errno && MissingCall.IsDenied(errno) ? null
            : throw Errno.Exception("create a timerfd", errno);
    }

    /// <summary>Sets the instant and discards an earlier one. False if a sandbox denies the call, though it allowed the timer.</summary>
    private static bool TrySet(Descriptor descriptor, long instant)
    {
        // A past instant comes at once; a time of zero would switch the timer off.
        var sinceEpoch = Math.Max(1, instant - DateTime.UnixEpoch.Ticks);
        var timer = new Libc.itimerspec
        {
            it_value =
                new Libc.timespec { tv_sec = sinceEpoch / TimeSpan.TicksPerSecond, tv_nsec = sinceEpoch % TimeSpan.TicksPerSecond * 100 },
        };
        const int flags = Libc.TFD_TIMER_ABSTIME | Libc.TFD_TIMER_CANCEL_ON_SET;
        var errno = Libc.timerfd_settime(descriptor.Number, flags, &timer, null) == 0 ? 0 : Errno.Last;
        return errno is 0 or Libc.ECANCELED || (MissingCall.IsDenied(errno) ? false : throw Errno.Exception("set a timer", errno));
    }
}
