using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>A timerfd(2) of CLOCK_BOOTTIME. An instant that passes during a suspend has come when the machine wakes up.</content>
internal sealed partial class BootTimer : IDisposable
{
    /// <summary>The timer; null if a sandbox denies it.</summary>
    private readonly TimerDescriptor? _timer = TimerDescriptor.TryCreate(Libc.CLOCK_BOOTTIME);

    /// <summary>
    /// Waits until <paramref name="instant"/>, in ticks of <see cref="BootClock"/>, one of the two, or <paramref name="latest"/> (of
    /// Stopwatch), and clears the second. May end early; the caller checks why.
    /// </summary>
    public void Wait(long instant, Wake first, Wake second, long latest)
    {
        if (_timer is null || !_timer.TrySet(instant))
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
