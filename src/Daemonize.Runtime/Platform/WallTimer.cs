using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>The wait of a schedule on the wall clock, which may be set meanwhile.</summary>
internal sealed partial class WallTimer
{
    /// <summary>The longest wait without a timer of the system, during which a change of the clock goes unnoticed.</summary>
    private static readonly long LookAgain = TimeSpan.TicksPerSecond;

    /// <summary>Waits until <paramref name="instant"/>, but not longer than <see cref="LookAgain"/>.</summary>
    private static void WaitInPieces(long instant, Wake first, Wake second, long latest)
    {
        var wait = TimeSpan.FromTicks(Math.Clamp(instant - DateTime.UtcNow.Ticks, 0, LookAgain));
        var end = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        MonotonicWait.Until(Math.Min(end, latest), first, second);
    }
}
