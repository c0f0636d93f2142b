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

    /// <summary>The most digits of a number: three hundred thousand years in milliseconds.</summary>
    private const int MaxDigits = 16;

    private const long MostDigits = 1_000_000_000_000_000;

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
        TimeSpan.TryParseExact(text, ClockForms, InvariantNumbers.Format, TimeSpanStyles.None, out duration)
            && text[text.Length - 1] != '.';

    private static readonly string[] ClockForms = { @"hh\:mm\:ss", @"hh\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss", @"d\.hh\:mm\:ss\.FFFFFFF" };

    private static bool TryParseUnits(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var total = 0L;
        var previousUnit = long.MaxValue;
        var position = 0;
        while (position < text.Length)
        {
            // A fraction must be the last part: 1.5h30m would be ambiguous.
            if (!TryReadNumber(text, ref position, out var whole, out var fraction) || !TryReadUnit(text, ref position, out var unit)
                || unit >= previousUnit || (fraction.Length > 0 && position < text.Length) || whole > (Max.Ticks - total) / unit)
            {
                return false;
            }

            total += whole * unit;
            total += fraction.Length > 0 ? TicksOf(fraction, unit) : 0;
            previousUnit = unit;
        }

        duration = TimeSpan.FromTicks(total);
        return true;
    }

    /// <summary>Reads digits, and the digits of a fraction after a point; the fraction is empty if there is no point.</summary>
    private static bool TryReadNumber(string text, ref int position, out long whole, out string fraction)
    {
        fraction = "";
        var begin = position;
        whole = ReadDigits(text, ref position);
        var digits = position - begin;
        if (digits > 0 && position < text.Length && text[position] == '.')
        {
            var point = ++position;
            _ = ReadDigits(text, ref position);
            fraction = text.Substring(point, position - point);
            digits += fraction.Length > 0 ? fraction.Length : MaxDigits;
        }

        return digits is > 0 and <= MaxDigits;
    }

    /// <summary>Reads the digits at a position. Of more than <see cref="MaxDigits"/>, the value does not matter.</summary>
    private static long ReadDigits(string text, ref int position)
    {
        var number = 0L;
        for (; position < text.Length && text[position] is >= '0' and <= '9'; position++)
        {
            number = number < MostDigits ? (number * 10) + (text[position] - '0') : number;
        }

        return number;
    }

    // Apart, because the first use of a decimal number takes a process longer than the rest of a duration, and few have a fraction.
    private static long TicksOf(string fraction, long unit)
    {
        var position = 0;
        var scale = 1m;
        for (var i = 0; i < fraction.Length; i++)
        {
            scale *= 10;
        }

        return (long)(ReadDigits(fraction, ref position) * (decimal)unit / scale);
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
