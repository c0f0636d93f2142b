using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Daemonize.Logging;

/// <summary>Records as JSON, an object in a line. Written by hand: nothing is found by reflection, and nothing of this is loaded where the format is text.</summary>
internal static class JsonRecord
{
    /// <summary>The name under which loggers keep the template of a message.</summary>
    private const string Template = "{OriginalFormat}";

    // Not for HTML, where < and ' would need escapes too.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Format(int level, string category, string message, Exception? exception, LogDetails? details, bool hasPriority)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        if (hasPriority)
        {
            buffer.Write([(byte)'<', (byte)('0' + level), (byte)'>']);
        }

        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", TextRecord.AppendTime(new StringBuilder(24), DateTime.UtcNow).ToString());
            json.WriteString("level", LogLevels.Name(level));
            json.WriteString("category", category);
            json.WriteString("message", message);
            if (exception is not null)
            {
                json.WriteString("exception", exception.ToString());
            }

            WriteDetails(json, details);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDetails(Utf8JsonWriter json, LogDetails? details)
    {
        if (details?.State is { } state)
        {
            WriteValues(json, "state", state);
        }

        if (details?.Scopes is { } scope)
        {
            json.WriteStartArray("scopes");
            WriteScopes(json, scope);
            json.WriteEndArray();
        }
    }

    /// <summary>The outermost first.</summary>
    private static void WriteScopes(Utf8JsonWriter json, LogScope scope)
    {
        if (scope.Outer is { } outer)
        {
            WriteScopes(json, outer);
        }

        if (scope.State is IEnumerable<KeyValuePair<string, object?>> values && scope.State is not string)
        {
            WriteObject(json, values);
        }
        else
        {
            json.WriteStringValue(Text(scope.State));
        }
    }

    /// <summary>A message without values has none.</summary>
    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (key, _) in values)
        {
            if (key != Template)
            {
                json.WritePropertyName(name);
                WriteObject(json, values);
                return;
            }
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values)
        {
            if (key != Template)
            {
                json.WritePropertyName(key);
                WriteValue(json, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static string Text(object value) =>
        value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
}
