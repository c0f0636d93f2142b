using System.Diagnostics;

namespace BareLoops;

/// <summary>
/// Assigns ticks to slots for a timer that does not report slots and leaves out missed ticks. The grid is the one that has the most ticks
/// within a millisecond. A tick belongs to the last slot before it, or to the next slot if it fires up to a quarter of the interval early.
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

    /// <summary>Finds the offset within the interval that is followed by the most ticks.</summary>
    private static long FindPhase(long[] instants, long ticks)
    {
        var punctual = (long)(Punctual.TotalSeconds * Stopwatch.Frequency);
        var phases = instants.Select(instant => instant % ticks).ToArray();
        return phases.MaxBy(phase => phases.LongCount(other => (other - phase + ticks) % ticks <= punctual));
    }
}
