using System.Buffers.Text;
using System.Text.Json;

namespace Daemonize.Reporting;

/// <summary>
/// Writes JSON members that <see cref="Utf8JsonWriter"/> has no method for: members that are left out without a value, and lists of
/// strings.
/// </summary>
internal static class JsonMembers
{
    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a duration, which must not be negative, in milliseconds with up to three decimals.</summary>
    public static void WriteMilliseconds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeSpan duration) =>
        writer.WriteThousandths(name, Divide(duration, TimeSpan.TicksPerMicrosecond));

    /// <summary>Writes a duration, which must not be negative, in seconds with up to three decimals.</summary>
    public static void WriteSeconds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeSpan duration) =>
        writer.WriteThousandths(name, Divide(duration, TimeSpan.TicksPerMillisecond));

    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static long Divide(TimeSpan duration, long unit) => Math.Max(0, duration.Ticks + (unit / 2)) / unit;

    /// <summary>
    /// Writes a number with up to three decimals. Not as a double, whose formatting loads the culture data
    /// (<see cref="InvariantNumbers"/>).
    /// </summary>
    private static void WriteThousandths(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long thousandths)
    {
        Span<byte> text = stackalloc byte[24];
        _ = Utf8Formatter.TryFormat(thousandths / 1000, text, out var length);
        text[length++] = (byte)'.';
        for (var unit = 100; unit > 0; unit /= 10)
        {
            text[length++] = (byte)('0' + (thousandths / unit % 10));
        }

        while (text[length - 1] == '0')
        {
            length--;
        }

        writer.WritePropertyName(name);
        writer.WriteRawValue(text[..(text[length - 1] == '.' ? length - 1 : length)], skipInputValidation: true);
    }
}
