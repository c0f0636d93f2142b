namespace Daemonize.History;

/// <summary>A history as people and programs look at it.</summary>
/// <param name="Pulse">The newest numbers of the daemon; null if none has written any.</param>
/// <param name="Entries">The last ticks and other events, in the order in which they happened.</param>
/// <param name="Minutes">The minutes of the last day in which ticks ended, from the oldest to the newest, with the one that is not over.
/// </param>
/// <param name="Hours">The hours of the last 32 days in which ticks ended, likewise.</param>
/// <param name="LastHour">The ticks of the last hour.</param>
/// <param name="LastDay">The ticks of the last 24 hours.</param>
/// <param name="LastMonth">The ticks of the last 30 days.</param>
internal sealed record HistoryOverview(
    Pulse? Pulse, IReadOnlyList<HistoryEntry> Entries, IReadOnlyList<HistorySum> Minutes, IReadOnlyList<HistorySum> Hours,
    HistorySummary LastHour, HistorySummary LastDay, HistorySummary LastMonth)
{
    private const int DaysPerMonth = 30;

    /// <summary>Creates the overview of what a file has.</summary>
    /// <param name="content">The content of the file.</param>
    /// <param name="isRunning">Whether the daemon that has written it still runs.</param>
    /// <param name="now">The time before which the last hour, day and month end.</param>
    public static HistoryOverview Of(HistoryContent content, bool isRunning, DateTimeOffset now)
    {
        var entries = HistoryEntry.Of(content.Records, isRunning);
        var minutes = CompletedSums.Minutes(content.Minutes, entries);
        var hours = CompletedSums.Hours(content.Hours, minutes);
        return new HistoryOverview(
            content.Pulse, entries, minutes, hours,
            HistorySummary.Of(now.AddHours(-1), entries, minutes, minutes: 1),
            HistorySummary.Of(now.AddDays(-1), entries, minutes, minutes: 1),
            HistorySummary.Of(now.AddDays(-DaysPerMonth), entries, CompletedSums.Finest(hours, minutes), minutes: 60));
    }

    /// <summary>Gets the entries since a time and at most a number of them, the last.</summary>
    public List<HistoryEntry> EntriesSince(DateTimeOffset? since, int most)
    {
        List<HistoryEntry> entries = [];
        foreach (var entry in Entries)
        {
            if (since is null || entry.EndedAt >= since || entry.Result == TickResult.Running)
            {
                entries.Add(entry);
            }
        }

        return entries.Count <= most ? entries : entries[^most..];
    }
}
