using System.Globalization;
using System.Text;
using System.Text.Json;
using Daemonize.Logging;

namespace Daemonize.Commands;

/// <summary>What an entry of a log has besides its text.</summary>
/// <param name="Time">The time; null for none.</param>
/// <param name="Level">The word of the level; null for none.</param>
/// <param name="Category">The category of the logger; null for none.</param>
internal sealed record LogHeader(DateTime? Time, string? Level, string? Category)
{
    private const int TimeLength = 24;
    private const int LevelLength = 5;

    /// <summary>Whether the entry is a record of the text format, whose further lines have an indent.</summary>
    public bool IsRecord { get; private init; }

    /// <summary>Whether the entry is a record of the JSON format.</summary>
    public bool IsJson { get; private init; }

    /// <summary>Whether the text is the rest of the entry before it.</summary>
    public bool Continues { get; init; }

    /// <summary>The object of a record in JSON, whose further members are passed on; null for any other entry.</summary>
    public byte[]? Json { get; init; }

    /// <summary>Reads the header of a line, and leaves the rest of the line in <paramref name="text"/>.</summary>
    public static LogHeader Read(LogLine line, ref string text)
    {
        if (!line.HasTime)
        {
            return new(null, null, null);
        }

        if (text[0] == '{')
        {
            return ReadJson(line.Time, ref text) ?? new(line.Time, null, null);
        }

        var rest = text.AsSpan(TimeLength);
        if (rest.Length < LevelLength + 2 || rest[0] != ' ' || rest[LevelLength + 1] != ' '
            || FindLevel(rest.Slice(1, LevelLength).TrimEnd(' ')) is not { } level)
        {
            text = rest.TrimStart(' ').ToString();
            return new(line.Time, null, null);
        }

        rest = rest[(LevelLength + 2)..];
        var end = rest.IndexOf(": ", StringComparison.Ordinal);
        text = rest[(end < 0 ? 0 : end + 2)..].ToString();
        return new(line.Time, level, end < 0 ? null : rest[..end].ToString()) { IsRecord = true };
    }

    /// <summary>Writes an object. Members without a value are null, so that each object has the same ones.</summary>
    public void Write(Utf8JsonWriter writer, string daemon, ReadOnlySpan<char> text)
    {
        writer.WriteStartObject();
        WriteTime(writer);
        WriteText(writer, "level"u8, Level);
        writer.WriteString("daemon"u8, daemon);
        WriteText(writer, "category"u8, Category);
        writer.WriteString("text"u8, text);
        if (Continues)
        {
            writer.WriteBoolean("continues"u8, value: true);
        }

        if (Json is not null)
        {
            JsonLogRecord.CopyOthers(Json, writer);
        }

        writer.WriteEndObject();
    }

    private static LogHeader? ReadJson(DateTime time, ref string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        if (JsonLogRecord.TryRead(json) is not { } record || FindLevel(record.Level) is not { } level)
        {
            return null;
        }

        text = record.Exception is null ? record.Message : $"{record.Message}\n{record.Exception}";
        return new(time, level, record.Category) { IsJson = true, Json = json };
    }

    private static string? FindLevel(ReadOnlySpan<char> word) => word switch
    {
        "crit" => LogLevels.Name(LogLevels.Critical),
        "error" => LogLevels.Name(LogLevels.Error),
        "warn" => LogLevels.Name(LogLevels.Warning),
        "info" => LogLevels.Name(LogLevels.Information),
        "debug" => LogLevels.Name(LogLevels.Debug),
        _ => null,
    };

    private void WriteTime(Utf8JsonWriter writer)
    {
        if (Time is { } time)
        {
            writer.WriteString("time"u8, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNull("time"u8);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
