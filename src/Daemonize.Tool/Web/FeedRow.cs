using System.Text.Json;
using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>A daemon as the streams show it.</summary>
/// <param name="Row">The daemon with its numbers.</param>
/// <param name="Json">The members of its object without the last ticks, as JSON.</param>
internal sealed record FeedRow(DaemonRow Row, byte[] Json)
{
    /// <summary>How many of the last ticks and other events a row of the page shows.</summary>
    public const int MaxRecent = 60;

    private IReadOnlyList<HistoryEntry> Recent => Row.Recent;

    /// <summary>Whether the history is another file, whose records begin again.</summary>
    public bool HasNewHistory(FeedRow before) => RecentChange.IsOtherHistory(before.Recent, Recent);

    public bool Differs(FeedRow before) => !Json.AsSpan().SequenceEqual(before.Json) || NewEntries(before).Count > 0;

    public void WriteWhole(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Members(Json))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(Json.AsSpan(value), skipInputValidation: true);
        }

        RowJson.WriteRecent(writer, Recent);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members that are not as before: those that are gone as null.</summary>
    public void WriteDifference(Utf8JsonWriter writer, FeedRow before)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Row.Id);
        var gone = Members(before.Json);
        foreach (var (name, value) in Members(Json))
        {
            if (!gone.Remove(name, out var old) || !before.Json.AsSpan(old).SequenceEqual(Json.AsSpan(value)))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(Json.AsSpan(value), skipInputValidation: true);
            }
        }

        foreach (var name in gone.Keys)
        {
            writer.WriteNull(name);
        }

        if (NewEntries(before) is { Count: > 0 } entries)
        {
            RowJson.WriteRecent(writer, entries);
        }

        writer.WriteEndObject();
    }

    private List<HistoryEntry> NewEntries(FeedRow before) =>
        ReferenceEquals(Recent, before.Recent)
            ? []
            : RecentChange.NewIn(before.Recent, Recent.Skip(Math.Max(0, Recent.Count - MaxRecent)));

    /// <summary>Finds the members of an object, each with the place of its value.</summary>
    private static Dictionary<string, Range> Members(byte[] json)
    {
        Dictionary<string, Range> members = new(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            _ = reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members[name] = start..(int)reader.BytesConsumed;
        }

        return members;
    }
}
