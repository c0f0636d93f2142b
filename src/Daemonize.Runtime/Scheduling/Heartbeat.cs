using System.Diagnostics;

namespace Daemonize.Scheduling;

/// <summary>
/// The time by which a schedule must show its next sign of life. <c>status</c> and the watchdog of a service manager both call a daemon
/// healthy by it. A tick must end within its TickTimeout; without one, within ten intervals, but at least a minute. Between ticks the next
/// slot must come. A method without a timetable, such as one that runs once, has no such time.
/// </summary>
/// <param name="timeout">How long a tick may take; null for the default that <paramref name="period"/> gives.</param>
/// <param name="period">The interval or delay; null for a cron expression, whose ticks may take as long as they need.</param>
internal sealed class Heartbeat(TimeSpan? timeout, TimeSpan? period)
{
    /// <summary>The heartbeat of a method that runs once: no sign is due.</summary>
    public static readonly Heartbeat None = new(null, null);

    /// <summary>
    /// How much later than due a sign may come: without a history, the status file is up to a second old; and a busy machine is slow.
    /// </summary>
    public static readonly TimeSpan Grace = new(0, 0, 5);

    private const int Periods = 10;
    private static readonly TimeSpan Least = new(0, 1, 0);

    private readonly TimeSpan? _tick = timeout ?? (period is { } span ? (span * Periods > Least ? span * Periods : Least) : null);

    /// <summary>Gets the time of CLOCK_MONOTONIC, which all processes of a machine share, in milliseconds.</summary>
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    /// <summary>Whether <paramref name="due"/> has passed without a sign of life; false if it is null.</summary>
    public static bool IsOverdue(long? due, long now) => due is { } instant && now > instant + (long)Grace.TotalMilliseconds;

    /// <summary>Gets when a call of the method that begins now must have ended; null for no limit.</summary>
    public long? OfTick(long now) => After(now, _tick);

    /// <summary>Gets when something must happen after a wait that begins now; null if the wait is too long for any limit.</summary>
    public static long? OfWait(long now, TimeSpan wait) => After(now, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);

    // A wait of centuries cannot be overdue, and its end would overflow.
    private static long? After(long now, TimeSpan? span) =>
        span is { } time && time.TotalMilliseconds < long.MaxValue - now - Grace.TotalMilliseconds
            ? now + (long)time.TotalMilliseconds
            : null;
}
