using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>A timerfd(2) of the wall clock: a descriptor that is readable from an instant on, or when the clock is set.</content>
internal sealed partial class WallTimer : IDisposable
{
    /// <summary>The timer; null if a sandbox denies it.</summary>
    private readonly TimerDescriptor? _timer = TimerDescriptor.TryCreate(Libc.CLOCK_REALTIME);

    /// <summary>
    /// Waits until <paramref name="instant"/>, in ticks of <see cref="DateTime"/> in UTC, one of the two, a change of the clock, or
    /// <paramref name="latest"/>, and clears the second. May end early; the caller checks why.
    /// </summary>
    public void Wait(long instant, Wake first, Wake second, long latest)
    {
        if (_timer is null || !_timer.TrySet(instant - DateTime.UnixEpoch.Ticks, Libc.TFD_TIMER_CANCEL_ON_SET))
        {
            WaitInPieces(instant, first, second, latest);
        }
        else if (Poll.WaitForAny(stackalloc[] { second.Number, first.Number, _timer.Number }, latest) == 0)
        {
            second.Clear();
        }
    }

    public void Dispose() => _timer?.Dispose();
}
