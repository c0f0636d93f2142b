using System.Text;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>
/// Writes the history of a daemon for people: a heading, the strip on a terminal, a table of the last entries, and how long the ticks of
/// the last hour, day and month took.
/// </summary>
/// <param name="style">How to write it.</param>
/// <param name="since">The time of the first entry to show; null for no limit.</param>
/// <param name="lines">The number of entries in the table.</param>
internal sealed class HistoryText(HistoryStyle style, DateTimeOffset? since, int lines)
{
    private const string NoValue = "-";

    /// <summary>Ticks that follow each other this closely have the same second.</summary>
    private const long Microseconds = 1_000_000;

    public string Format(DaemonHistory history)
    {
        var all = history.Overview.EntriesSince(since, int.MaxValue);
        var rows = all.Count <= lines ? all : all[^lines..];
        var times = new HistoryTimes(style, HasTicksWithinASecond(rows));
        var strip = new HistoryStrip(all, style.IsDrawn ? style.Width : 0, style);
        var text = new StringBuilder();
        var first = strip.Entries.Count > 0 ? strip.Entries : rows;
        var isShort = AddHeading(text, history, style.IsDrawn ? times.NameZone(first.Count > 0 ? first[0].Record.Time : style.Now) : null);
        if (strip.Entries.Count > 0)
        {
            AddLine(text, strip.Draw());
            var range = $"{times.Of(strip.Entries[0].Record.Time)} to {times.Of(strip.Entries[^1].Record.Time)}";
            AddLine(text, style.Cut($"{strip.Explain()}  {range}".TrimStart()));
        }

        // With a prompt after it, all of it fits 24 lines.
        text.Append(isShort ? "\n" : "");
        if (all.Count == 0)
        {
            AddLine(text, since is { } time ? $"nothing since {times.Of(time)}" : "no ticks yet");
        }
        else if (rows.Count > 0)
        {
            Table(rows, times).ForEach(line => AddLine(text, line));
        }

        text.Append('\n');
        Summaries(history.Overview).ForEach(line => AddLine(text, line));
        return text.ToString();
    }

    private static void AddLine(StringBuilder text, string line) => text.Append(line).Append('\n');

    /// <summary>Adds the heading and the zone; false if they need two lines.</summary>
    private bool AddHeading(StringBuilder text, DaemonHistory history, string? zone)
    {
        var state = "not running";
        if (history.IsRunning || history.IsOfEarlierRun)
        {
            state = history.IsRunning ? "running" : "running without history";
        }

        var counts = history.Overview.Pulse is { } pulse
            ? $", {(history.IsRunning ? "" : "last run: ")}{StatusLine.Counts(pulse.Ticks, pulse.Skipped, pulse.Late, pulse.Failed)}"
            : "";
        var heading = $"{history.Name}: {state}{counts}";
        if (zone is not null && heading.Length + zone.Length + 2 <= style.Width)
        {
            AddLine(text, $"{heading}; {zone}");
            return true;
        }

        AddLine(text, style.Cut(heading));
        if (zone is not null)
        {
            AddLine(text, style.Cut(zone));
        }

        return zone is null;
    }

    private List<string> Table(List<HistoryEntry> rows, HistoryTimes times)
    {
        const int took = 2, late = 3, what = 4;
        int[] drop = style.IsDrawn ? [late, took] : [];
        var table = new TextColumns(["TICK", "TIME", "TOOK", "LATE", "WHAT"], alignLeft: [what], drop);
        foreach (var entry in rows)
        {
            var isTick = entry.Result != TickResult.None;
            table.Add(
                [
                    isTick ? $"{entry.Record.Tick}" : NoValue,
                    times.Of(entry.Record.Time),
                    entry.Record.IsEndedTick ? ShortDuration.Of(entry.Record.Took) : NoValue,
                    isTick ? ShortDuration.Of(entry.Record.Late) : NoValue,
                    HistoryEntryText.Of(entry),
                ],
                HistoryEntryText.ColourOf(entry));
        }

        return table.Format(style);
    }

    private List<string> Summaries(HistoryOverview overview)
    {
        string[] headings = ["LAST", "", "P50", "P90", "P99", "MAX", "TICKS", "FAILED", "SKIPPED"];
        var table = new TextColumns(headings, alignLeft: [0, 1], drop: style.IsDrawn ? [8, 7, 6, 5, 4] : []);
        Add("hour", overview.LastHour);
        Add("day", overview.LastDay);
        Add("month", overview.LastMonth);
        return table.Format(style);

        void Add(string name, HistorySummary summary)
        {
            table.Add(
                [
                    name, "took", .. Values(summary.Took, summary.IsExact, isMiddleABound: false), $"{summary.Ticks}", $"{summary.Failed}",
                    $"{summary.Skipped}",
                ]);
            table.Add([style.IsDrawn ? "" : name, "late", .. Values(summary.Late, summary.IsExact, isMiddleABound: true), "", "", ""]);
        }
    }

    private string[] Values(Percentiles? values, bool isExact, bool isMiddleABound)
    {
        if (values is null)
        {
            return [NoValue, NoValue, NoValue, NoValue];
        }

        var bound = style.HasGlyphs ? "≤" : "<=";
        var about = style.HasGlyphs ? "≈" : "~";
        var middle = isMiddleABound ? bound : about;
        return
        [
            (isExact ? "" : middle) + ShortDuration.Of(values.P50), (isExact ? "" : bound) + ShortDuration.Of(values.P90),
            (isExact ? "" : bound) + ShortDuration.Of(values.P99), (isExact ? "" : bound) + ShortDuration.Of(values.Max),
        ];
    }

    private static bool HasTicksWithinASecond(List<HistoryEntry> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].Result != TickResult.None && rows[i - 1].Result != TickResult.None
                && Math.Abs(rows[i].Record.At - rows[i - 1].Record.At) < Microseconds)
            {
                return true;
            }
        }

        return false;
    }
}
