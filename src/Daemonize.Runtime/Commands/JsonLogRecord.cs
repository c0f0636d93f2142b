using System.Text.Json;

namespace Daemonize.Commands;

/// <summary>A line of a log in JSON; see <see cref="Logging.JsonRecord"/>.</summary>
/// <param name="Level">The word of the level.</param>
/// <param name="Category">The category of the logger.</param>
/// <param name="Message">The message, without the exception.</param>
/// <param name="Exception">The exception as text; null for none.</param>
internal sealed record JsonLogRecord(string Level, string Category, string Message, string? Exception)
{
    /// <summary>The members of our own objects. A line that has one of them is not a record of ours.</summary>
    private static readonly string[] Reserved = ["daemon", "text", "continues"];

    /// <summary>Reads a line; null for JSON that is not a record, or anything else.</summary>
    public static JsonLogRecord? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return Read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Copies the members that this type does not have: the values of the template, and the scopes.</summary>
    public static void CopyOthers(ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(json);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            _ = reader.Read();
            if (name is "time" or "level" or "category" or "message" or "exception")
            {
                reader.Skip();
            }
            else
            {
                writer.WritePropertyName(name);
                Copy(ref reader, writer);
            }
        }
    }

    private static JsonLogRecord? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (level, category, message, exception) = ((string?)null, (string?)null, (string?)null, (string?)null);
        HashSet<string> names = [.. Reserved];
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A member that is there twice would be lost, or twice in our own object.
            var name = reader.GetString()!;
            if (!reader.Read() || !names.Add(name))
            {
                return null;
            }

            switch (name)
            {
                case "level": level = TextOf(reader); break;
                case "category": category = TextOf(reader); break;
                case "message": message = TextOf(reader); break;
                case "exception" when (exception = TextOf(reader)) is null: return null;
            }

            reader.Skip();
        }

        // Nothing may follow the object.
        return reader.Read() || level is null || category is null || message is null ? null : new(level, category, message, exception);
    }

    private static string? TextOf(in Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    /// <summary>
    /// Copies a value token by token, so that characters that would act on a terminal are escaped as everywhere in the output.
    /// </summary>
    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var depth = reader.CurrentDepth;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
                case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
                case JsonTokenType.Number: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
                case JsonTokenType.True: writer.WriteBooleanValue(value: true); break;
                case JsonTokenType.False: writer.WriteBooleanValue(value: false); break;
                default: writer.WriteNullValue(); break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }
}
