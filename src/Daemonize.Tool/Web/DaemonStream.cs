using Daemonize.Commands;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>What the stream of one daemon has sent, and what is new since then.</summary>
/// <param name="id">The id of the daemon.</param>
/// <param name="place">The place after which the log is sent; null for what comes from now on.</param>
/// <param name="isOfErrors">Whether to send the log of standard error, if that is another file.</param>
/// <param name="calls">The verbs that run.</param>
/// <param name="whyReadOnly">Why nobody can act on daemons; null if somebody can.</param>
internal sealed class DaemonStream(string id, LogPlace? place, bool isOfErrors, VerbCalls calls, string? whyReadOnly)
{
    /// <summary>More lines in a second than anybody reads: the page then loads the end again.</summary>
    private const int MaxLines = 1000;

    private readonly RowJson _json = new(whyReadOnly, calls);
    private FeedRow? _last;
    private LogPlace? _place = place;

    /// <summary>Gets the events of a snapshot.</summary>
    public StreamStep Take(FeedSnapshot snapshot)
    {
        if (snapshot.Rows.Find(row => row.Row.Id == id) is not { } row)
        {
            return new StreamStep([ServerEvent.Write("gone"u8, static _ => { })], IsLast: true);
        }

        List<byte[]> events = [];
        if (_last is null || !row.Json.AsSpan().SequenceEqual(_last.Json))
        {
            events.Add(ServerEvent.Write("daemon"u8, writer => _json.Write(writer, row.Row)));
        }

        AddTicks(events, row);
        AddLog(events, row.Row.Daemon);
        if (events.Count == 0)
        {
            events.Add(ServerEvent.Write("alive"u8, writer => writer.WriteString("at"u8, snapshot.At.UtcDateTime)));
        }

        _last = row;
        return new StreamStep(events);
    }

    private void AddTicks(List<byte[]> events, FeedRow row)
    {
        var entries =
            _last is null || ReferenceEquals(row.Row.Recent, _last.Row.Recent)
                ? []
                : RecentChange.NewIn(_last.Row.Recent, row.Row.Recent);
        if (entries.Count > 0)
        {
            events.Add(ServerEvent.WriteValue("ticks"u8, writer =>
            {
                writer.WriteStartArray();
                foreach (var entry in entries)
                {
                    writer.WriteStartObject();
                    HistoryJson.WriteRecord(writer, entry);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }));
        }
    }

    private void AddLog(List<byte[]> events, SeenDaemon daemon)
    {
        var files = DaemonLog.Find(daemon);
        if (files.Count == 0)
        {
            return;
        }

        using var log = TryOpen(daemon, isOfErrors ? files[^1] : files[0]);
        if (log is null)
        {
            return;
        }

        if (_place is not { } from)
        {
            _place = log.End();
            return;
        }

        var page = log.ReadAfter(from, MaxLines);
        var isRestarted = page is null || page.Lines.Count == MaxLines;
        _place = isRestarted ? log.End() : page!.Next;
        if (isRestarted || page!.Lines.Count > 0)
        {
            events.Add(ServerEvent.Write("log"u8, writer =>
            {
                (page ?? new LogPage([], from, from, "")).WriteLines(writer);
                writer.WriteString("next"u8, _place.ToString());
                if (isRestarted)
                {
                    writer.WriteBoolean("restarted"u8, true);
                }
            }));
        }
    }

    /// <summary>
    /// Opens a log; null if it cannot be read. The answer to a request for it says why, and the stream goes on without it.
    /// </summary>
    private static LogText? TryOpen(SeenDaemon daemon, string path)
    {
        try
        {
            return DaemonLog.Open(daemon, path);
        }
        catch (DaemonException)
        {
            return null;
        }
    }
}
