using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>The wait until an instant of the <see cref="BootClock"/>, during which the machine may be suspended.</summary>
internal sealed partial class BootTimer
{
    /// <summary>The longest wait without a timer of the system, during which a suspend goes unnoticed.</summary>
    private static readonly long LookAgain = TimeSpan.TicksPerSecond;

    /// <summary>Waits until <paramref name="instant"/>, but not longer than <see cref="LookAgain"/>.</summary>
    private static void WaitInPieces(long instant, Wake first, Wake second, long latest)
    {
        var now = BootClock.Now;
        var wait = TimeSpan.FromTicks(instant > now ? Math.Min(instant - now, LookAgain) : 0);
        var end = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        MonotonicWait.Until(Math.Min(end, latest), first, second);
    }
}
