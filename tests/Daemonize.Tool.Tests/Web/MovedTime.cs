namespace Daemonize.Tool.Tests.Web;

/// <summary>Clocks that a test moves: that of the wall, which can be set, and the one that only counts.</summary>
internal sealed class MovedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _ticks;

    public void Pass(TimeSpan time) => (_now, _ticks) = (_now + time, _ticks + time.Ticks);

    /// <summary>Sets the clock of the wall, or lets the machine sleep: the other clock stands still.</summary>
    public void Set(TimeSpan time) => _now += time;
}
