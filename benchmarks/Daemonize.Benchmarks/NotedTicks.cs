using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// The notes of one run. Lateness is counted against the grid that fits its most punctual tick: that is the true grid of whatever is never early, and what fires
/// early pays for it with all its other ticks.
/// </summary>
/// <param name="Drift">The slope of the lateness over the run: nanoseconds a nanosecond.</param>
/// <param name="P50">In milliseconds, as the next two.</param>
/// <param name="P99">What 99 of 100 ticks do not exceed.</param>
/// <param name="Max">The latest tick.</param>
/// <param name="Ticked">How many ticks there were.</param>
/// <param name="Slots">How many slots its ticks belong to or went by, as it tells itself.</param>
/// <param name="Passed">How many slots went by on the clock: more than <paramref name="Slots"/> where some are not accounted for.</param>
internal readonly record struct NotedTicks(double Drift, double P50, double P99, double Max, double Ticked, double Slots, double Passed)
{
    /// <summary>The last ticks, of which one at least is punctual where nothing is lost.</summary>
    private const int Last = 20;

    /// <summary>Reads lines of <c>SLOT INSTANT</c>, the latter in nanoseconds.</summary>
    public static NotedTicks Read(string path, int intervalMs)
    {
        var intervalNs = intervalMs * 1e6;
        var notes = File.ReadLines(path).Select(line => line.Split(' ')).Select(cells => (Slot: Number(cells[0]), Instant: Number(cells[1]))).ToList();
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
