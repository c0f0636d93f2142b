using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Scheduling;

/// <summary>
/// The clock CLOCK_REALTIME, in ticks of <see cref="DateTime"/> in UTC. A wait ends when the clock is set or the machine wakes up
/// (timerfd_create(2)).
/// </summary>
internal sealed class WallClock(StopRequest stop, EventDescriptor wake) : IClock, IDisposable
{
    /// <summary>The longest wait without a timer, during which a change of the clock goes unnoticed.</summary>
    private static readonly long LookAgain = TimeSpan.TicksPerSecond;

    private readonly WallTimer? _timer = WallTimer.TryCreate();

    public long Now => DateTime.UtcNow.Ticks;

    public DateTimeOffset ToUtc(long instant) => new(instant, TimeSpan.Zero);

    public void Wait(long instant)
    {
        if (_timer?.TrySet(instant) is not true)
        {
            var wait = TimeSpan.FromTicks(Math.Clamp(instant - Now, 0, LookAgain));
            _ = Poll.WaitForAny(
                [stop.WakeDescriptor, wake.Number], Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency));
        }
        else
        {
            _ = Poll.WaitForAny([stop.WakeDescriptor, wake.Number, _timer.Number], long.MaxValue);
        }

        wake.Clear();
    }

    public void Wake() => wake.Set();

    public void Dispose() => _timer?.Dispose();
}
