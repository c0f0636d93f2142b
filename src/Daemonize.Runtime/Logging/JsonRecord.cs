using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daemonize.Logging;

/// <summary>
/// Formats records as JSON, one object a line. Written by hand: it uses no reflection, and none of it is loaded if the format is text.
/// </summary>
internal static class JsonRecord
{
    /// <summary>The key under which loggers keep the template of a message.</summary>
    private const string Template = "{OriginalFormat}";

    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss.fff";

    /// <summary>How deep values may be nested: deeper values become text, and no structure of the user's overflows the stack.</summary>
    private const int MaxDepth = 16;

    // Not for HTML, where < and ' would need escapes too.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

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

    /// <summary>Writes the scopes, the outermost first.</summary>
    private static void WriteScopes(Utf8JsonWriter json, LogScope scope)
    {
        if (scope.Outer is { } outer)
        {
            WriteScopes(json, outer);
        }

        WriteValue(json, scope.State, []);
    }

    /// <summary>Writes an object of the values; nothing for a message without values.</summary>
    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (key, _) in values)
        {
            if (key != Template)
            {
                json.WritePropertyName(name);
                WriteObject(json, values, []);
                return;
            }
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values, List<object> outer)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values)
        {
            if (key != Template)
            {
                json.WritePropertyName(key);
                WriteValue(json, value, outer);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value, List<object> outer)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[] bytes:
                // As .NET serializers write them.
                json.WriteBase64StringValue(bytes);
                break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                element.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case IFormattable formattable:
                if (!TryWriteNumber(json, formattable))
                {
                    json.WriteStringValue(Text(formattable));
                }

                break;
            case IEnumerable values when outer.Count < MaxDepth && !outer.Exists(one => ReferenceEquals(one, values)):
                outer.Add(values);
                WriteCollection(json, values, outer);
                outer.RemoveAt(outer.Count - 1);
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static void WriteCollection(Utf8JsonWriter json, IEnumerable values, List<object> outer)
    {
        if (values is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            WriteObject(json, pairs, outer);
        }
        else if (values is IDictionary dictionary)
        {
            json.WriteStartObject();
            foreach (DictionaryEntry entry in dictionary)
            {
                json.WritePropertyName(Text(entry.Key));
                WriteValue(json, entry.Value, outer);
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                WriteValue(json, value, outer);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Writes a number. False for other values, including NaN and the infinities, which JSON does not have.</summary>
    private static bool TryWriteNumber(Utf8JsonWriter json, IFormattable value)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int:
                json.WriteNumberValue(((IConvertible)value).ToInt32(CultureInfo.InvariantCulture));
                break;
            case uint number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case nint number:
                json.WriteNumberValue(number);
                break;
            case nuint number:
                json.WriteNumberValue(number);
                break;
            case Half number when Half.IsFinite(number):
                // Not as a float, which has digits that a Half does not.
                json.WriteRawValue(Text(number));
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            default:
                return TryWriteLongNumber(json, value);
        }

        return true;
    }

    /// <summary>
    /// Writes a number of any length, which JSON does not limit. BigInteger is recognized by name: its assembly is not loaded for programs
    /// that do not use it.
    /// </summary>
    private static bool TryWriteLongNumber(Utf8JsonWriter json, IFormattable value)
    {
        if (value is not (Int128 or UInt128) && value.GetType().ToString() != "System.Numerics.BigInteger")
        {
            return false;
        }

        json.WriteRawValue(Text(value));
        return true;
    }

    /// <summary>
    /// Formats dates and times by ISO 8601, which sorts and includes the zone; other values as in a message, in the invariant culture.
    /// </summary>
    private static string Text(object value) => value switch
    {
        // A time without a zone is local, as everywhere in .NET.
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString(Seconds + "'Z'", CultureInfo.InvariantCulture),
        DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Local).ToString(Seconds + "zzz", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString(Seconds + "zzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
