using System.Diagnostics;

namespace BareLoops;

/// <summary>
/// The slots of a timer that does not tell them: a tick that it misses, it leaves out. Its grid is the one to which most of its ticks come within a millisecond;
/// a tick belongs to the last slot before it, or to the one that it fires for up to a quarter of the interval early.
/// </summary>
internal static class Grid
{
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(1);

    public static long[] SlotsOf(long[] instants, TimeSpan interval)
    {
        var ticks = (long)(interval.TotalSeconds * Stopwatch.Frequency);
        var begin = FindPhase(instants, ticks) - (ticks / 4);
        var first = Slot(instants[0]);
        return [.. instants.Select(instant => Slot(instant) - first)];

        long Slot(long instant) => (long)Math.Floor((instant - begin) / (double)ticks);
    }

    /// <summary>The offset within the interval from which on the most ticks come.</summary>
    private static long FindPhase(long[] instants, long ticks)
    {
        var punctual = (long)(Punctual.TotalSeconds * Stopwatch.Frequency);
        var phases = instants.Select(instant => instant % ticks).ToArray();
        return phases.MaxBy(phase => phases.LongCount(other => (other - phase + ticks) % ticks <= punctual));
    }
}
