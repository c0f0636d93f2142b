using System.Buffers;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Reporting;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>
/// Writes daemons as JSON: the members of <c>list --format json</c> with the numbers of this second, and what the page needs.
/// </summary>
/// <param name="whyReadOnly">Why nobody can act on daemons; null if somebody can.</param>
/// <param name="calls">The verbs that run.</param>
internal sealed class RowJson(string? whyReadOnly, VerbCalls calls)
{
    private const string Every = "every ";

    /// <summary>Writes the rows as the streams show them.</summary>
    public List<FeedRow> ToFeed(List<DaemonRow> rows)
    {
        var running = calls.Running();
        var text = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(text, Answer.Form);
        return rows.ConvertAll(row =>
        {
            text.ResetWrittenCount();
            writer.Reset();
            writer.WriteStartObject();

            // The processor time changes nearly each second, and says no more than the percentage.
            WriteMembers(writer, row with { CpuTime = null }, running);
            writer.WriteEndObject();
            writer.Flush();
            return new FeedRow(row, text.WrittenSpan.ToArray());
        });
    }

    /// <summary>Writes the members of one daemon, with its last ticks.</summary>
    public void Write(Utf8JsonWriter writer, DaemonRow row)
    {
        WriteMembers(writer, row, calls.Running());
        WriteRecent(writer, row.Recent);
    }

    /// <summary>Writes the last ticks and other events, each as a short array.</summary>
    public static void WriteRecent(Utf8JsonWriter writer, IReadOnlyList<HistoryEntry> entries)
    {
        writer.WriteStartArray("recent"u8);
        for (var i = Math.Max(0, entries.Count - FeedRow.MaxRecent); i < entries.Count; i++)
        {
            var record = entries[i].Record;
            writer.WriteStartArray();
            writer.WriteNumberValue(record.Sequence);
            writer.WriteNumberValue(record.At / 1000);
            WriteSeconds(writer, record.IsEndedTick ? record.Took : 0);
            WriteSeconds(writer, record.Late);
            writer.WriteStringValue(MarkOf(entries[i]));
            writer.WriteNumberValue(record.Kind == HistoryKind.Tick ? record.Tick : record.Count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private void WriteMembers(Utf8JsonWriter writer, DaemonRow row, Dictionary<string, string> running)
    {
        var daemon = row.Daemon;
        writer.WriteString("id"u8, row.Id);
        StatusReport.WriteMembers(writer, StatusOf(row));
        ListJson.WriteMembers(writer, daemon);
        writer.WriteString("daemon"u8, daemon.Daemon);
        writer.WriteOptional("instance"u8, daemon.Instance);
        writer.WriteBoolean("attention"u8, row.NeedsAttention);
        writer.WriteOptional("runningSince"u8, row.RunsSince);
        writer.WriteBoolean("inTick"u8, row.IsInTick);
        if (row.Cpu is { } cpu)
        {
            writer.WritePropertyName("cpu"u8);
            writer.WriteRawValue(Math.Round(Math.Clamp(cpu, 0, 1e6), 1).ToString(InvariantNumbers.Format), skipInputValidation: true);
        }

        if (IntervalOf(daemon) is { } interval)
        {
            writer.WriteSeconds("intervalSeconds"u8, interval);
        }

        var whyNot = FindWhyNot(daemon);
        writer.WriteTexts("verbs"u8, whyNot is null ? VerbsFor(row).ConvertAll(static verb => verb.ToWord()) : []);
        writer.WriteOptional("whyNot"u8, whyNot);
        writer.WriteOptional("call"u8, running.GetValueOrDefault(daemon.Key));
    }

    /// <summary>Gets the distance of the slots; null if it is not constant, or not known.</summary>
    public static TimeSpan? IntervalOf(SeenDaemon daemon) =>
        (daemon.Card?.Card.Schedule ?? daemon.Remote?.Schedule) is { } schedule && schedule.StartsWith(Every, StringComparison.Ordinal)
            && Duration.TryParse(schedule[Every.Length..], out var interval)
            ? interval
            : null;

    /// <summary>Gets the verbs that make sense for the state of a daemon.</summary>
    public static List<DaemonVerb> VerbsFor(DaemonRow row)
    {
        if (row.State is DaemonState.Stopped or DaemonState.Dead)
        {
            return [DaemonVerb.Start];
        }

        List<DaemonVerb> verbs = [DaemonVerb.Stop, DaemonVerb.Restart];
        if (row.State is DaemonState.Running or DaemonState.Hung)
        {
            verbs.Add(DaemonVerb.Reload);
            if (row.Ticks is not null)
            {
                verbs.Add(DaemonVerb.Tick);
            }
        }

        return verbs;
    }

    private string? FindWhyNot(SeenDaemon daemon) =>
        whyReadOnly ?? daemon switch
        {
            { Remote.Silence: not null } => "the machine does not answer",
            { Remote: null, Command: [] } => "nothing says how to call its program",
            _ => null,
        };

    /// <summary>Gets the status with the numbers of this second. The last tick is among the last records.</summary>
    private static DaemonStatus StatusOf(DaemonRow row) => new(FleetFeed.Name(row))
    {
        LastTick = row.Recent.Count > 0 ? null : row.Daemon.Status.LastTick,
    };

    private static string MarkOf(in HistoryEntry entry) => entry.Result switch
    {
        TickResult.Succeeded => "s",
        TickResult.Failed => "f",
        TickResult.Running => "r",
        TickResult.Killed => "k",
        _ => entry.Record.Kind switch
        {
            HistoryKind.Skipped => "o",
            HistoryKind.Started => "b",
            HistoryKind.Restarted => "w",
            HistoryKind.Ready => "y",
            HistoryKind.Reloaded => "l",
            _ => "e",
        },
    };

    /// <summary>Writes seconds to a tenth of a millisecond, or with three digits if they are fewer.</summary>
    private static void WriteSeconds(Utf8JsonWriter writer, float seconds)
    {
        var rounded = seconds >= 0.001f ? MathF.Round(seconds, 4) : seconds;
        writer.WriteRawValue(rounded.ToString(InvariantNumbers.Format), skipInputValidation: true);
    }
}
