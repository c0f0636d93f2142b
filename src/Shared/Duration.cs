using System.Globalization;

namespace Daemonize;

/// <summary>
/// Parses and formats durations: text with a unit (<c>500ms</c>, <c>10s</c>, <c>1h30m</c>) or in clock format (<c>00:00:10</c>). The
/// generator and the runtime share this file, so both accept the same text.
/// </summary>
internal static class Duration
{
    /// <summary>The accepted formats, for the message about a wrong value.</summary>
    public const string Accepted =
        "a number with a unit (ms, s, m, h, d), such as \"500ms\", \"10s\" or \"1h30m\", or hh:mm:ss; at most 10000d";

    /// <summary>The range of a duration other than zero, as a phrase for messages: a tick of .NET is 100 ns.</summary>
    public const string Range = "from 0.0001ms to 10000d";

    /// <summary>
    /// Twenty-seven years: a longer wait is a mistake, and nanoseconds of the monotonic clock cannot overflow within this range.
    /// </summary>
    private static readonly TimeSpan Max = TimeSpan.FromTicks(10_000 * TimeSpan.TicksPerDay);

    /// <summary>
    /// Reads a duration of zero or more. Units must be in descending order, each at most once; only the last may have decimals.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        return !string.IsNullOrEmpty(text)
            && (text!.IndexOf(':') >= 0 ? TryParseClock(text, out duration) : TryParseUnits(text, out duration))
            && duration <= Max;
    }

    /// <summary>Formats a duration for people: its two largest units, such as <c>2m 10s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero && duration < TimeSpan.FromSeconds(1))
        {
            return $"{(long)duration.TotalMilliseconds}ms";
        }

        if (duration < TimeSpan.FromMinutes(1))
        {
            return duration.Milliseconds == 0 ? $"{duration.Seconds}s" : $"{duration.Seconds}s {duration.Milliseconds}ms";
        }

        if (duration < TimeSpan.FromHours(1))
        {
            return duration.Seconds == 0 ? $"{duration.Minutes}m" : $"{duration.Minutes}m {duration.Seconds}s";
        }

        if (duration < TimeSpan.FromDays(1))
        {
            return duration.Minutes == 0 ? $"{duration.Hours}h" : $"{duration.Hours}h {duration.Minutes}m";
        }

        return duration.Hours == 0 ? $"{duration.Days}d" : $"{duration.Days}d {duration.Hours}h";
    }

    // The F of the formats also matches no digit: "00:00:10." would be accepted.
    private static bool TryParseClock(string text, out TimeSpan duration) =>
        TimeSpan.TryParseExact(text, ClockForms, CultureInfo.InvariantCulture, TimeSpanStyles.None, out duration)
            && text[text.Length - 1] != '.';

    private static readonly string[] ClockForms = { @"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss", @"d\.hh\:mm\:ss\.FFFFFFF" };

    private static bool TryParseUnits(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var total = 0m;
        var previousUnit = long.MaxValue;
        var position = 0;
        while (position < text.Length)
        {
            // A fraction must be the last part: 1.5h30m would be ambiguous.
            if (!TryReadNumber(text, ref position, out var number, out var isWhole) || !TryReadUnit(text, ref position, out var unit)
                || unit >= previousUnit || (!isWhole && position < text.Length))
            {
                return false;
            }

            total += number * unit;
            previousUnit = unit;
        }

        if (total > long.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)total);
        return true;
    }

    private static bool TryReadNumber(string text, ref int position, out decimal number, out bool isWhole)
    {
        number = 0;
        isWhole = true;
        var digits = 0;
        var scale = 1m;
        for (; position < text.Length
            && (text[position] is >= '0' and <= '9' || (text[position] == '.' && isWhole && digits > 0)); position++)
        {
            if (text[position] == '.')
            {
                isWhole = false;
                continue;
            }

            // Sixteen digits are 300,000 years in milliseconds; more could overflow the decimal when multiplied by the ticks of a day.
            if (++digits > 16)
            {
                return false;
            }

            number = (number * 10) + (text[position] - '0');
            scale = isWhole ? scale : scale * 10;
        }

        number /= scale;
        return digits > 0 && text[position - 1] != '.';
    }

    private static bool TryReadUnit(string text, ref int position, out long ticks)
    {
        var start = position;
        while (position < text.Length && text[position] is >= 'a' and <= 'z')
        {
            position++;
        }

        ticks = text.Substring(start, position - start) switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" or "min" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        return ticks > 0;
    }
}
