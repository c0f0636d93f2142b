using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// The notes of one run. Lateness is measured from the grid that fits the run's most punctual tick. This is the true grid of a timer that
/// is never early; a timer that fires early shows higher lateness for all its other ticks.
/// </summary>
/// <param name="Drift">The slope of the lateness over the run, in nanoseconds per nanosecond.</param>
/// <param name="P50">The median lateness, in milliseconds.</param>
/// <param name="P99">The 99th percentile of the lateness, in milliseconds.</param>
/// <param name="Max">The greatest lateness, in milliseconds.</param>
/// <param name="Ticked">The number of ticks that ran.</param>
/// <param name="Slots">The number of slots that ticked or were skipped, as the program itself reports.</param>
/// <param name="Passed">The number of slots that passed on the clock: more than <paramref name="Slots"/> if some are not accounted
/// for.</param>
internal readonly record struct NotedTicks(double Drift, double P50, double P99, double Max, double Ticked, double Slots, double Passed)
{
    /// <summary>The number of ticks at the end of the run, at least one of which is punctual if no slot is lost.</summary>
    private const int Last = 20;

    /// <summary>Reads lines of <c>SLOT INSTANT</c>, the latter in nanoseconds.</summary>
    public static NotedTicks Read(string path, int intervalMs)
    {
        var intervalNs = intervalMs * 1e6;
        var notes =
            File.ReadLines(path).Select(line => line.Split(' ')).Select(cells => (Slot: Number(cells[0]), Instant: Number(cells[1])))
                .ToList();
        var offsets = notes.ConvertAll(note => note.Instant - (note.Slot * intervalNs));
        var origin = offsets.Min();
        var late = offsets.ConvertAll(offset => (offset - origin) / 1e6);
        var slots = notes[^1].Slot + 1;
        return new(
            Statistics.Slope([.. notes.Zip(offsets, (note, offset) => (note.Slot * intervalNs, offset))]),
            Statistics.Percentile(late, 50),
            Statistics.Percentile(late, 99),
            late.Max(),
            notes.Count,
            slots,
            slots + Math.Floor(late.TakeLast(Last).Min() / intervalMs));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
