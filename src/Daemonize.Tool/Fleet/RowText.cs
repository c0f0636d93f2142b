using System.Text.Json;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Writes a daemon for another machine: the members of <c>list --format json</c>, and the numbers of this second.</summary>
internal static class RowText
{
    public static void Write(Utf8JsonWriter writer, DaemonRow row)
    {
        writer.WriteString("id"u8, row.Id);
        writer.WriteString("key"u8, row.Daemon.Key);
        StatusReport.WriteMembers(writer, row.StatusNow);
        ListJson.WriteMembers(writer, row.Daemon);
        writer.WriteOptional("runningSince"u8, row.RunsSince);
        if (row.Took is { } took)
        {
            writer.WriteMilliseconds("tookMilliseconds"u8, TimeSpan.FromSeconds(took));
        }

        // In hundredths, a whole number: no part of a percent changes each second.
        writer.WriteOptional("cpuHundredths"u8, row.Cpu is { } cpu ? (long)Math.Round(Math.Clamp(cpu, 0, 1e6) * 100) : null);
    }

    /// <summary>Writes ticks and other events, each as an array of numbers.</summary>
    public static void WriteEntries(Utf8JsonWriter writer, IEnumerable<HistoryEntry> entries)
    {
        writer.WriteStartArray("recent"u8);
        foreach (var entry in entries)
        {
            var record = entry.Record;
            writer.WriteStartArray();
            writer.WriteNumberValue(record.Sequence);
            writer.WriteNumberValue((int)record.Kind);
            writer.WriteNumberValue((int)record.Flags);
            writer.WriteNumberValue(record.Count);
            writer.WriteNumberValue(record.At);
            writer.WriteNumberValue(Microseconds(record.Late));
            writer.WriteNumberValue(Microseconds(record.Took));
            writer.WriteNumberValue(record.Tick);
            writer.WriteNumberValue((int)entry.Result);
            writer.WriteNumberValue(entry.FollowsLostEnd ? 1 : 0);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static long Microseconds(float seconds) => (long)(seconds * 1e6);
}
