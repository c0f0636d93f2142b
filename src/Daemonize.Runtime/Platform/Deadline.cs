using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>An instant of the monotonic clock by which something must be done, unless it is cancelled earlier.</summary>
internal readonly partial struct Deadline(TimeSpan fromNow, Cancellation? cancellation = null)
{
    private readonly long _timestamp = TimestampIn(fromNow);

    public bool HasPassed => cancellation is { IsRequested: true } || Stopwatch.GetTimestamp() >= _timestamp;

    /// <summary>
    /// Gets the timestamp of <see cref="Stopwatch"/> at which a time from now is over; the last one for a time beyond it (after 292 years).
    /// </summary>
    public static long TimestampIn(TimeSpan fromNow)
    {
        var now = Stopwatch.GetTimestamp();
        var unitsPerTick = Stopwatch.Frequency / TimeSpan.TicksPerSecond;
        return fromNow.Ticks > (long.MaxValue - now) / unitsPerTick ? long.MaxValue : now + (Math.Max(0, fromNow.Ticks) * unitsPerTick);
    }
}
