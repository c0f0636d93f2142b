using System.Globalization;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>Reads what the page of one daemon shows. Whatever the files are, it reads no more than fits a screen many times.</summary>
internal static class TopDetailReader
{
    private const int MaxEvents = 50;

    public static TopDetail Read(SeenDaemon daemon, DateTimeOffset now, TimeZoneInfo zone) =>
        Describe(daemon, SeenHistory.ReadEnd(daemon, MaxEvents, now), SeenLogs.ReadEnd(daemon), now, zone);

    /// <summary>Describes a daemon with what was read elsewhere.</summary>
    public static TopDetail Describe(
        SeenDaemon daemon, List<HistoryEntry> entries, List<string> log, DateTimeOffset now, TimeZoneInfo zone) =>
        new(daemon.Id, FactsOf(daemon, now), entries.ConvertAll(entry => EventOf(entry, now, zone)), log);

    private static List<(string Name, string Text)> FactsOf(SeenDaemon daemon, DateTimeOffset now)
    {
        var (status, card, remote) = (daemon.Status, daemon.Card?.Card, daemon.Remote);
        List<(string Name, string Text)> facts =
        [
            ("note", status.Note ?? ""),
            ("process", status.ProcessId is not { } pid ? "" : string.Create(
                InvariantNumbers.Format, $"pid {pid}{(status.StartedAt is { } start ? $", up {ShownNumber.Distance(now - start)}" : "")}")),
            ("reports", status.Report ?? ""),
            ("last error", status.LastError is { } error ? $"{ShownNumber.Distance(now - error.OccurredAt)} ago: {error.Message}" : ""),
            ("last end", status.LastExit is not { } exit ? "" : exit.Reason +
                (exit.EndedAt is { } at ? $", {ShownNumber.Distance(now - at)} ago" : "")),
            ("schedule", card?.Schedule ?? remote?.Schedule ?? ""),
            ("does", card?.Summary ?? remote?.Summary ?? ""),
            ("command", string.Join(' ', remote?.Command ?? daemon.Command)),
            ("pid file", daemon.ShownPidFile ?? ""),
        ];
        return facts;
    }

    private static TopEvent EventOf(HistoryEntry entry, DateTimeOffset now, TimeZoneInfo zone)
    {
        var time = TimeZoneInfo.ConvertTime(entry.Record.Time, zone);
        var isToday = time.Date == TimeZoneInfo.ConvertTime(now, zone).Date;
        return new TopEvent(
            time.ToString(isToday ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            (entry.Record.Kind == HistoryKind.Tick ? $"tick {entry.Record.Tick} " : "") + HistoryEntryText.Of(entry),
            entry.Record.IsEndedTick ? ShortDuration.Of(entry.Record.Took) : "",
            TopLook.StyleOf(HistoryEntryText.ColourOf(entry)));
    }
}
