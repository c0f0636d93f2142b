using System.Text.Json;
using Daemonize.History;
using Daemonize.Reporting;

namespace Daemonize.Tool.Fleet;

/// <summary>Reads the ticks and other events that <see cref="RowText.WriteEntries"/> has written, or something else.</summary>
internal static class ReadEntries
{
    public static List<HistoryEntry> Read(ref JsonText json)
    {
        json.Expect(JsonTokenType.StartArray);
        List<HistoryEntry> entries = [];
        while (json.Advance() != JsonTokenType.EndArray)
        {
            if (entries.Count == FleetProtocol.MaxRecent)
            {
                throw new JsonException();
            }

            entries.Add(ReadEntry(ref json));
        }

        return entries;
    }

    private static HistoryEntry ReadEntry(ref JsonText json)
    {
        json.Expect(JsonTokenType.StartArray);
        var record = new HistoryRecord
        {
            Sequence = (uint)Next(ref json, uint.MaxValue),
            Kind = (HistoryKind)Math.Max(1, Next(ref json, (long)HistoryKind.Restarted)),
            Flags = (HistoryFlags)Next(ref json, byte.MaxValue),
            Count = (ushort)Next(ref json, ushort.MaxValue),
            At = HistoryFormat.Microseconds(HistoryFormat.Time(Next(ref json, RemoteText.LastTime))),
            Late = Seconds(ref json),
            Took = Seconds(ref json),
            Tick = (uint)Next(ref json, uint.MaxValue),
        };
        var result = (TickResult)Next(ref json, (long)TickResult.Killed);
        var entry = new HistoryEntry(record, result, Next(ref json, 1) == 1);
        while (json.Advance() != JsonTokenType.EndArray)
        {
            // A later version may have more numbers.
        }

        return entry;
    }

    private static float Seconds(ref JsonText json) => Next(ref json, RemoteText.LongestTime) / 1e6f;

    /// <summary>Reads the next number; one outside of its range becomes the nearest within.</summary>
    private static long Next(ref JsonText json, long most)
    {
        _ = json.Advance();
        return Math.Clamp(json.Value.GetInt64(), 0, most);
    }
}
