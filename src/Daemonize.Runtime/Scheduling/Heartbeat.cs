using System.Diagnostics;

namespace Daemonize.Scheduling;

/// <summary>
/// By when a schedule must show its next sign of life: the notion of a healthy daemon that <c>status</c> and the watchdog of a service manager share. A tick must
/// be over when its Timeout is; without one, when ten intervals have passed, but it has a minute at least; and between ticks the next slot must come. What has no
/// timetable, such as a method that runs once, promises nothing.
/// </summary>
/// <param name="timeout">How long a tick may take; null for as long as it likes.</param>
/// <param name="period">The interval or delay; null for a cron expression, whose ticks may take as long as they need.</param>
internal sealed class Heartbeat(TimeSpan? timeout, TimeSpan? period)
{
    /// <summary>Promises nothing: of a method that runs once.</summary>
    public static readonly Heartbeat None = new(null, null);

    /// <summary>How much later than promised a sign may come: the status file is up to a second old, and a busy machine slow.</summary>
    public static readonly TimeSpan Grace = new(0, 0, 5);

    private const int Periods = 10;
    private static readonly TimeSpan Least = new(0, 1, 0);

    private readonly TimeSpan? _tick = timeout ?? (period is { } span ? (span * Periods > Least ? span * Periods : Least) : null);

    /// <summary>CLOCK_MONOTONIC in milliseconds, which all processes of a machine share.</summary>
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    /// <summary>Whether nothing was heard although <paramref name="due"/> has passed; null is no promise.</summary>
    public static bool IsOverdue(long? due, long now) => due is { } instant && now > instant + (long)Grace.TotalMilliseconds;

    /// <summary>When a call of the method that begins now must have ended.</summary>
    public long? OfTick(long now) => After(now, _tick);

    /// <summary>When something must happen after a wait that begins now.</summary>
    public static long? OfWait(long now, TimeSpan wait) => After(now, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);

    // A wait of centuries is no promise that anybody could hold against us.
    private static long? After(long now, TimeSpan? span) =>
        span is { } time && time.TotalMilliseconds < long.MaxValue - now - Grace.TotalMilliseconds ? now + (long)time.TotalMilliseconds : null;
}
