using Daemonize.History;

namespace Daemonize.Tool.Doctor;

/// <summary>What a history says of the last day and week, as functions of the history only.</summary>
internal static class TickStatistics
{
    private const int MinutesPerHour = 60;

    /// <summary>With fewer ticks in a day, the last 30 days are looked at.</summary>
    private const int EnoughTicks = 100;

    /// <summary>A part of the ticks is no statement about fewer.</summary>
    public const int LeastTicks = 10;

    private static readonly TimeSpan Week = new(7, 0, 0, 0);
    private static readonly TimeSpan DriftTime = new(6, 0, 0);

    /// <summary>Gets the sum to look at: of the last day, or of the last 30 days for a daemon that seldom ticks.</summary>
    public static HistorySummary SummaryOf(HistoryOverview overview) =>
        overview.LastDay.Ticks >= EnoughTicks || overview.LastDay.Ticks == overview.LastMonth.Ticks ? overview.LastDay : overview.LastMonth;

    /// <summary>Whether each of the last ticks has failed.</summary>
    public static bool HaveLastFailed(IReadOnlyList<HistoryEntry> entries, int count)
    {
        var failed = 0;
        for (var i = entries.Count - 1; i >= 0 && failed < count; i--)
        {
            if (entries[i].Result is TickResult.Succeeded or TickResult.Killed)
            {
                return false;
            }

            failed += entries[i].Result == TickResult.Failed ? 1 : 0;
        }

        return failed == count;
    }

    /// <summary>
    /// Gets the distance between two slots, in seconds: the median between ticks that follow each other; null for fewer than three.
    /// </summary>
    public static double? IntervalOf(IReadOnlyList<HistoryEntry> entries)
    {
        List<double> distances = [];
        double? last = null;
        foreach (var entry in entries)
        {
            if (entry.Record.Kind != HistoryKind.Tick || (entry.Record.Flags & HistoryFlags.ByHand) != 0)
            {
                last = entry.Record.Kind == HistoryKind.Tick ? last : null;
                continue;
            }

            var slot = (entry.Record.At / 1e6) - entry.Record.Late;
            if (last is { } before && slot > before)
            {
                distances.Add(slot - before);
            }

            last = slot;
        }

        return distances.Count >= 2 ? Trend.Median(distances) : null;
    }

    /// <summary>
    /// Gets how long ticks took at the beginning and the end of the last week, by the trend of its hours; null if they reach back less than
    /// two days.
    /// </summary>
    public static Trend? DurationTrend(IReadOnlyList<HistorySum> hours, DateTimeOffset now)
    {
        List<(double Time, double Value)> points = [];
        foreach (var hour in hours)
        {
            if (hour.Ticks > 0 && hour.Time >= now - Week && hour.Time <= now)
            {
                points.Add((hour.Minute / (double)MinutesPerHour, hour.MeanTook));
            }
        }

        const int leastHours = 48;
        return points.Count >= leastHours / 2 && points[^1].Time - points[0].Time >= leastHours - 1 ? Trend.Of(points) : null;
    }

    /// <summary>
    /// Gets the trend of the resident memory in KiB an hour, since an hour after the start and over at least the last six hours; null for a
    /// shorter time. Memory that has stopped growing has the trend of the last six hours.
    /// </summary>
    /// <param name="minutes">The minutes of the last day.</param>
    /// <param name="startedAt">When the process has begun: in its first hour, caches and pools fill.</param>
    public static Trend? MemoryTrend(IReadOnlyList<HistorySum> minutes, DateTimeOffset startedAt)
    {
        List<(double Time, double Value)> points = [];
        foreach (var minute in minutes)
        {
            if (minute.Resident > 0 && minute.Time >= startedAt.AddHours(1))
            {
                points.Add((minute.Minute / (double)MinutesPerHour, minute.Resident));
            }
        }

        if (points.Count < 2 || points[^1].Time - points[0].Time < DriftTime.TotalHours)
        {
            return null;
        }

        var recent = points.FindAll(point => point.Time >= points[^1].Time - DriftTime.TotalHours);
        var (all, last) = (Trend.Of(points), Trend.Of(recent));
        return all is null || last is null || last.Slope < all.Slope ? last : all;
    }

    /// <summary>Counts how often the daemon came back since a time without a stop: by its watcher, or after a lost end.</summary>
    public static int CountRestarts(IReadOnlyList<HistoryEntry> entries, DateTimeOffset since) => entries.Count(entry =>
        entry.EndedAt >= since
        && (entry.Record.Kind == HistoryKind.Restarted || (entry.Record.Kind == HistoryKind.Started && entry.FollowsLostEnd)));
}
