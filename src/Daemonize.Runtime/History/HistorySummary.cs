namespace Daemonize.History;

/// <summary>The ticks that ended in the last hour, day or month.</summary>
/// <param name="Since">The beginning of that time.</param>
/// <param name="IsExact">Whether every tick of that time is known by itself. Otherwise the numbers are of sums: half of the ticks took
/// about <see cref="Percentiles.P50"/>, and all other percentiles are upper bounds.</param>
/// <param name="Ticks">The number of ticks.</param>
/// <param name="Failed">The number of those that failed.</param>
/// <param name="Skipped">The number of slots that had no tick.</param>
/// <param name="Took">How long they took; null if there were none.</param>
/// <param name="Late">How long after their slots they began; null if there were none.</param>
internal sealed record HistorySummary(
    DateTimeOffset Since, bool IsExact, long Ticks, long Failed, long Skipped, Percentiles? Took, Percentiles? Late)
{
    /// <summary>Sums up what ended since a time. If the clock was set back, what it said later than now counts too.</summary>
    /// <param name="since">The beginning of the time.</param>
    /// <param name="entries">The records in their order; only they are used if they reach back far enough.</param>
    /// <param name="sums">The sums, which reach back further: the minutes or the hours.</param>
    /// <param name="minutes">The number of minutes of the oldest of these sums.</param>
    public static HistorySummary Of(
        DateTimeOffset since, IReadOnlyList<HistoryEntry> entries, IReadOnlyList<HistorySum> sums, uint minutes)
    {
        var begin = HistoryFormat.Microseconds(since);
        var isCovered = entries is [var oldest, ..] ? oldest.Record.Sequence == 1 || oldest.Record.At <= begin : sums.Count == 0;
        return isCovered
            ? OfEntries(since, begin, entries)
            : OfSums(since, HistorySum.MinuteOf(begin), TicksByMinute(entries), sums, minutes);
    }

    private static HistorySummary OfEntries(DateTimeOffset since, long begin, IReadOnlyList<HistoryEntry> entries)
    {
        var values = new Values();
        var (failed, skipped) = (0L, 0L);
        foreach (var entry in entries)
        {
            if (entry.Record.EndedAt < begin)
            {
                continue;
            }

            if (entry.Record.IsEndedTick)
            {
                values.Add(entry.Record);
                failed += entry.Result == TickResult.Failed ? 1 : 0;
            }
            else if (entry.Record.Kind == HistoryKind.Skipped)
            {
                skipped += entry.Record.Count;
            }
        }

        return new HistorySummary(since, IsExact: true, values.Count, failed, skipped, values.Took, values.Late);
    }

    private static HistorySummary OfSums(
        DateTimeOffset since, uint begin, Dictionary<uint, List<HistoryRecord>> known, IReadOnlyList<HistorySum> sums, uint minutes)
    {
        var values = new Values();
        var (failed, skipped) = (0L, 0L);
        foreach (var sum in sums)
        {
            // A sum that began before is in part of the time.
            if (sum.Minute + minutes <= begin)
            {
                continue;
            }

            failed += sum.Failed;
            skipped += sum.Skipped;
            if (known.GetValueOrDefault(sum.Minute) is { } ticks && ticks.Count == sum.Ticks)
            {
                // They are all of this sum, and better than bounds.
                ticks.ForEach(tick => values.Add(tick));
            }
            else
            {
                values.Add(sum);
            }
        }

        return new HistorySummary(since, IsExact: false, values.Count, failed, skipped, values.Took, values.Late);
    }

    /// <summary>Gets the ended ticks by the minutes in which they ended.</summary>
    private static Dictionary<uint, List<HistoryRecord>> TicksByMinute(IReadOnlyList<HistoryEntry> entries)
    {
        Dictionary<uint, List<HistoryRecord>> ticks = [];
        foreach (var entry in entries)
        {
            if (!entry.Record.IsEndedTick)
            {
                continue;
            }

            var minute = HistorySum.MinuteOf(entry.Record.EndedAt);
            if (!ticks.TryGetValue(minute, out var list))
            {
                ticks.Add(minute, list = []);
            }

            list.Add(entry.Record);
        }

        return ticks;
    }

    /// <summary>The values of which the percentiles are.</summary>
    private sealed class Values
    {
        private readonly List<WeightedValue> _middle = [];
        private readonly List<WeightedValue> _most = [];
        private readonly List<WeightedValue> _late = [];

        public long Count { get; private set; }

        public Percentiles? Took =>
            Percentiles.Of(_most) is { } most ? most with { P50 = Percentiles.Of(_middle)!.P50 } : null;

        public Percentiles? Late => Percentiles.Of(_late);

        public void Add(in HistoryRecord tick) => Add(1, tick.Took, tick.Took, tick.Late);

        public void Add(in HistorySum sum) => Add(sum.Ticks, sum.MeanTook, sum.MostTook, sum.MostLate);

        private void Add(long ticks, float middle, float most, float late)
        {
            Count += ticks;
            _middle.Add(new WeightedValue(middle, ticks));
            _most.Add(new WeightedValue(most, ticks));
            _late.Add(new WeightedValue(late, ticks));
        }
    }
}
