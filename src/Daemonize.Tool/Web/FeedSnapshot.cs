using System.Text.Json;

namespace Daemonize.Tool.Web;

/// <summary>All daemons at one moment, with the events that streams send. Each event is written once, for all viewers.</summary>
/// <param name="number">The number of the look: who has seen the one before needs only the difference.</param>
/// <param name="at">When the daemons were read.</param>
/// <param name="rows">The daemons, those that need attention first.</param>
/// <param name="before">The snapshot before; null for the first.</param>
internal sealed class FeedSnapshot(long number, DateTimeOffset at, List<FeedRow> rows, FeedSnapshot? before)
{
    private readonly Lazy<byte[]> _whole = new(() => WriteWhole(at, rows));
    private readonly Lazy<byte[]> _difference = new(Difference(at, rows, before));

    public long Number => number;

    public DateTimeOffset At => at;

    public List<FeedRow> Rows => rows;

    /// <summary>Gets the event with all daemons.</summary>
    public byte[] Whole => _whole.Value;

    /// <summary>Gets the event with what has changed since the snapshot before, or that nothing has.</summary>
    public byte[] DifferenceEvent => _difference.Value;

    private static byte[] WriteWhole(DateTimeOffset at, List<FeedRow> rows) => ServerEvent.Write("snapshot"u8, writer =>
    {
        writer.WriteString("at"u8, at.UtcDateTime);
        writer.WriteStartArray("daemons"u8);
        rows.ForEach(row => row.WriteWhole(writer));
        writer.WriteEndArray();
    });

    /// <summary>Gets the function that writes the difference. It keeps the rows before and not the snapshot: that would keep all.</summary>
    private static Func<byte[]> Difference(DateTimeOffset at, List<FeedRow> rows, FeedSnapshot? before)
    {
        var rowsBefore = before?.Rows ?? [];
        return () => WriteDifference(at, rows, rowsBefore.ToDictionary(static row => row.Row.Id));
    }

    private static byte[] WriteDifference(DateTimeOffset at, List<FeedRow> rows, Dictionary<string, FeedRow> before)
    {
        List<FeedRow> added = [];
        List<(FeedRow Row, FeedRow Before)> changed = [];
        foreach (var row in rows)
        {
            if (!before.Remove(row.Row.Id, out var old) || row.HasNewHistory(old))
            {
                added.Add(row);
            }
            else if (row.Differs(old))
            {
                changed.Add((row, old));
            }
        }

        return added.Count + changed.Count + before.Count == 0
            ? ServerEvent.Write("alive"u8, writer => writer.WriteString("at"u8, at.UtcDateTime))
            : ServerEvent.Write("difference"u8, writer => WriteDifference(writer, at, added, changed, [.. before.Keys]));
    }

    private static void WriteDifference(
        Utf8JsonWriter writer, DateTimeOffset at, List<FeedRow> added, List<(FeedRow Row, FeedRow Before)> changed, List<string> removed)
    {
        writer.WriteString("at"u8, at.UtcDateTime);
        if (added.Count > 0)
        {
            writer.WriteStartArray("added"u8);
            added.ForEach(row => row.WriteWhole(writer));
            writer.WriteEndArray();
        }

        if (changed.Count > 0)
        {
            writer.WriteStartArray("changed"u8);
            changed.ForEach(pair => pair.Row.WriteDifference(writer, pair.Before));
            writer.WriteEndArray();
        }

        if (removed.Count > 0)
        {
            writer.WriteStartArray("removed"u8);
            removed.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }
}
