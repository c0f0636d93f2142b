namespace Daemonize.Benchmarks.Cluster;

/// <summary>What the ticks of a group show: slots that ticked twice or early, and ticks at the same time.</summary>
internal static class TickHistory
{
    /// <summary>The error of the conversion of two clocks, in microseconds.</summary>
    private const long Tolerance = 1000;

    /// <summary>Counts the pairs of ticks of two processes that ran at the same time.</summary>
    public static int CountOverlaps(IReadOnlyList<NotedTick> ticks)
    {
        var count = 0;
        for (var i = 0; i < ticks.Count; i++)
        {
            for (var j = i + 1; j < ticks.Count && ticks[j].Begin < ticks[i].End; j++)
            {
                count += ticks[i].Overlaps(ticks[j]) ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>Counts the ticks whose slot had ticked before.</summary>
    public static int CountDoubles(IReadOnlyList<NotedTick> ticks) =>
        ticks.Count - ticks.Select(static tick => tick.Slot).Distinct().Count();

    /// <summary>Counts the ticks that began before their slot.</summary>
    public static int CountEarly(IReadOnlyList<NotedTick> ticks) => ticks.Count(static tick => Lateness(tick) < -Tolerance);

    /// <summary>How long after its slot a tick began, in microseconds.</summary>
    public static long Lateness(NotedTick tick) => tick.Begin - Instant.OfUnix(tick.Slot);
}
