using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>
/// The clock CLOCK_REALTIME, in ticks of <see cref="DateTime"/> in UTC. A wait ends when the clock is set or the machine wakes up.
/// </summary>
internal sealed class WallClock(StopRequest stop, Wake wake) : IClock, IDisposable
{
    private readonly WallTimer _timer = new();

    public long Now => DateTime.UtcNow.Ticks;

    public DateTimeOffset ToUtc(long instant) => new(instant, TimeSpan.Zero);

    public void Wait(long instant, long latest = long.MaxValue) => _timer.Wait(instant, stop.Wake, wake, latest);

    public void Wake() => wake.Set();

    public void Dispose() => _timer.Dispose();
}
