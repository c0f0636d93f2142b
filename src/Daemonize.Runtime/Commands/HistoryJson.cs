using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>
/// Writes histories as JSON, for programs; docs/guide/history.md describes the members. Later versions may add members, but rename none. A
/// record is a line: a thousand of them stay readable.
/// </summary>
internal static class HistoryJson
{
    private static readonly JsonWriterOptions Form = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an array with an object for each daemon.</summary>
    /// <param name="histories">The daemons, each with its history, or with the reason why it has none.</param>
    /// <param name="since">The time of the first entry to write; null for no limit.</param>
    /// <param name="most">The largest number of records of each.</param>
    public static string Format(
        IReadOnlyList<(string Name, string File, DaemonHistory? History, string? Problem)> histories, DateTimeOffset? since, int most)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Form))
        {
            writer.WriteStartArray();
            foreach (var (name, file, history, problem) in histories)
            {
                writer.WriteStartObject();
                writer.WriteString("daemon"u8, name);
                writer.WriteString("file"u8, file);
                if (history is null)
                {
                    writer.WriteString("problem"u8, problem);
                }
                else
                {
                    Write(writer, history, since, most);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, DaemonHistory history, DateTimeOffset? since, int most)
    {
        var overview = history.Overview;
        writer.WriteBoolean("running"u8, history.IsRunning);
        if (overview.Pulse is { } pulse)
        {
            writer.WriteStartObject("pulse"u8);
            WritePulse(writer, pulse);
            writer.WriteEndObject();
        }

        WriteLines(writer, "records"u8, overview.EntriesSince(since, most), WriteRecord);
        WriteLines(writer, "minutes"u8, SumsSince(overview.Minutes, since, minutes: 1), WriteSum);
        WriteLines(writer, "hours"u8, SumsSince(overview.Hours, since, minutes: 60), WriteSum);
        writer.WriteStartObject("percentiles"u8);
        WriteSummary(writer, "hour"u8, overview.LastHour);
        WriteSummary(writer, "day"u8, overview.LastDay);
        WriteSummary(writer, "month"u8, overview.LastMonth);
        writer.WriteEndObject();
    }

    private static List<HistorySum> SumsSince(IReadOnlyList<HistorySum> sums, DateTimeOffset? since, uint minutes)
    {
        var begin = since is { } time ? HistorySum.MinuteOf(HistoryFormat.Microseconds(time)) : 0;
        List<HistorySum> found = [];
        foreach (var sum in sums)
        {
            if ((ulong)sum.Minute + minutes > begin)
            {
                found.Add(sum);
            }
        }

        return found;
    }

    /// <summary>Writes an array whose elements are a line each.</summary>
    private static void WriteLines<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T> elements, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        var line = new ArrayBufferWriter<byte>();
        using var lineWriter = new Utf8JsonWriter(line);
        foreach (var element in elements)
        {
            line.ResetWrittenCount();
            line.Write("\n      "u8);
            lineWriter.Reset();
            lineWriter.WriteStartObject();
            write(lineWriter, element);
            lineWriter.WriteEndObject();
            lineWriter.Flush();
            writer.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    private static void WritePulse(Utf8JsonWriter writer, Pulse pulse)
    {
        writer.WriteNumber("pid"u8, pulse.Pid);
        writer.WriteNumber("ticks"u8, pulse.Ticks);
        writer.WriteNumber("skipped"u8, pulse.Skipped);
        writer.WriteNumber("late"u8, pulse.Late);
        writer.WriteNumber("failed"u8, pulse.Failed);
        writer.WriteBoolean("stopping"u8, (pulse.Flags & PulseFlags.Stopping) != 0);
        WriteTime(writer, "runningSince"u8, pulse.RunningSince);
        WriteTime(writer, "nextAt"u8, pulse.NextAt);
        if (pulse.LastTick != 0)
        {
            writer.WriteStartObject("lastTick"u8);
            writer.WriteNumber("number"u8, pulse.LastTick);
            WriteTime(writer, "startedAt"u8, pulse.LastTickAt);
            WriteNumber(writer, "tookSeconds"u8, HistoryFormat.Seconds(pulse.LastTook));
            WriteNumber(writer, "lateSeconds"u8, HistoryFormat.Seconds(pulse.LastLate));
            writer.WriteBoolean("succeeded"u8, (pulse.Flags & PulseFlags.Succeeded) != 0);
            writer.WriteEndObject();
        }

        WriteSeconds(writer, "tookSecondsSum"u8, pulse.SumOfTook);
        WriteSeconds(writer, "lateSecondsSum"u8, pulse.SumOfLate);
    }

    public static void WriteRecord(Utf8JsonWriter writer, HistoryEntry entry)
    {
        var record = entry.Record;
        writer.WriteNumber("sequence"u8, record.Sequence);
        writer.WriteString("event"u8, HistoryEntryText.EventOf(record.Kind));
        writer.WriteString("at"u8, record.Time.UtcDateTime);
        if (entry.Result != TickResult.None)
        {
            writer.WriteNumber("tick"u8, record.Tick);
            writer.WriteOptional("shard"u8, record.Shard);
            writer.WriteString("result"u8, HistoryEntryText.ResultOf(entry.Result));
            WriteNumber(writer, "lateSeconds"u8, record.Late);
            if (record.IsEndedTick)
            {
                WriteNumber(writer, "tookSeconds"u8, record.Took);
            }

            WriteFlag(writer, "late"u8, record, HistoryFlags.Late);
            WriteFlag(writer, "byHand"u8, record, HistoryFlags.ByHand);
            WriteFlag(writer, "replaced"u8, record, HistoryFlags.Replaced);
            WriteFlag(writer, "timedOut"u8, record, HistoryFlags.TimedOut);
        }

        if (HistoryEntryText.CountOf(record) is { } count)
        {
            writer.WriteNumber(HistoryEntryText.CountNameOf(record.Kind), count);
        }

        WriteFlag(writer, "failed"u8, record, HistoryFlags.Failed);
    }

    /// <summary>Writes a flag that is set.</summary>
    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in HistoryRecord record, HistoryFlags flag)
    {
        if ((record.Flags & flag) != 0)
        {
            writer.WriteBoolean(name, true);
        }
    }

    public static void WriteSum(Utf8JsonWriter writer, HistorySum sum)
    {
        writer.WriteString("at"u8, sum.Time.UtcDateTime);
        writer.WriteNumber("ticks"u8, sum.Ticks);
        writer.WriteNumber("failed"u8, sum.Failed);
        writer.WriteNumber("skipped"u8, sum.Skipped);
        WriteNumber(writer, "meanTookSeconds"u8, sum.MeanTook);
        WriteNumber(writer, "mostTookSeconds"u8, sum.MostTook);
        WriteNumber(writer, "mostLateSeconds"u8, sum.MostLate);
        if (sum.Resident != 0)
        {
            writer.WriteNumber("memory"u8, sum.Resident * 1024L);
        }
    }

    public static void WriteSummary(Utf8JsonWriter writer, ReadOnlySpan<byte> name, HistorySummary summary)
    {
        writer.WriteStartObject(name);
        writer.WriteString("since"u8, summary.Since.UtcDateTime);
        writer.WriteBoolean("exact"u8, summary.IsExact);
        writer.WriteNumber("ticks"u8, summary.Ticks);
        writer.WriteNumber("failed"u8, summary.Failed);
        writer.WriteNumber("skipped"u8, summary.Skipped);
        WritePercentiles(writer, "tookSeconds"u8, summary.Took);
        WritePercentiles(writer, "lateSeconds"u8, summary.Late);
        writer.WriteEndObject();
    }

    private static void WritePercentiles(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Percentiles? values)
    {
        if (values is not null)
        {
            writer.WriteStartObject(name);
            WriteNumber(writer, "p50"u8, (float)values.P50);
            WriteNumber(writer, "p90"u8, (float)values.P90);
            WriteNumber(writer, "p99"u8, (float)values.P99);
            WriteNumber(writer, "max"u8, (float)values.Max);
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes a time in microseconds since 1970, unless it is 0, which is none.</summary>
    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long microseconds)
    {
        if (microseconds != 0)
        {
            writer.WriteString(name, HistoryFormat.Time(microseconds).UtcDateTime);
        }
    }

    /// <summary>Writes a sum, unless the file has none that is a number.</summary>
    private static void WriteSeconds(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double seconds)
    {
        if (double.IsFinite(seconds))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(seconds.ToString(InvariantNumbers.Format), skipInputValidation: true);
        }
    }

    /// <summary>Writes a number that has a fraction. The writer's own method loads the data of a culture.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float number)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(number.ToString(InvariantNumbers.Format), skipInputValidation: true);
    }
}
