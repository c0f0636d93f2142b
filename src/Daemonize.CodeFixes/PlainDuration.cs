using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Daemonize.CodeFixes;

/// <summary>Converts common notations of a duration to the notation of this library. Ambiguous text is not converted.</summary>
internal static class PlainDuration
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Clock = new(@"^(?<hours>[0-9]):(?<rest>[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?)$", Options);

    // Years and months have no fixed length. Only the last number may have decimals, which Duration checks.
    private static readonly Regex Iso = new(
        @"^P((?<w>[0-9]+)W|((?<d>[0-9.]+)D)?(T((?<h>[0-9.]+)H)?((?<m>[0-9.]+)M)?((?<s>[0-9.]+)S)?)?)$", Options | RegexOptions.IgnoreCase);

    private static readonly Regex Part =
        new(@"\G(?<number>[0-9]+(\.[0-9]+)?|\.[0-9]+) ?(?<unit>[A-Za-z]+)(, and |,? and |, ?| |$|(?=[0-9]))", Options);

    /// <summary>Converts <c>10 seconds</c> to <c>10s</c>. The result is always a valid duration.</summary>
    public static bool TryRead(string text, out string duration)
    {
        var trimmed = text.Trim();
        duration = ReadClock(trimmed) ?? ReadIso(trimmed) ?? ReadParts(trimmed) ?? "";
        return Duration.TryParse(duration, out _);
    }

    // Two numbers can mean hours and minutes, or minutes and seconds. Only three numbers are unambiguous.
    private static string? ReadClock(string text) =>
        Clock.Match(text) is { Success: true } clock ? $"0{clock.Groups["hours"].Value}:{clock.Groups["rest"].Value}"
        : Duration.TryParse(text, out _) ? text
        : null;

    private static string? ReadIso(string text)
    {
        var match = Iso.Match(text);
        if (!match.Success)
        {
            return null;
        }

        if (match.Groups["w"].Success)
        {
            return WeeksToDays(match.Groups["w"].Value);
        }

        var duration = new StringBuilder();
        foreach (var unit in (string[])["d", "h", "m", "s"])
        {
            if (match.Groups[unit].Success)
            {
                duration.Append(match.Groups[unit].Value).Append(unit);
            }
        }

        return duration.ToString();
    }

    private static string? ReadParts(string text)
    {
        var duration = new StringBuilder();
        var position = 0;
        while (position < text.Length)
        {
            var part = Part.Match(text, position);
            if (!part.Success || ReadUnit(part.Groups["unit"].Value) is not { } unit)
            {
                return null;
            }

            var number = part.Groups["number"].Value;
            duration.Append(unit == "w" ? WeeksToDays(number) : (number[0] == '.' ? "0" : "") + number + unit);
            position += part.Length;
        }

        return duration.ToString();
    }

    // A single capital M may mean a month, as it does in systemd.
    private static string? ReadUnit(string unit) => unit == "M" ? null : unit.ToLowerInvariant() switch
    {
        "ms" or "msec" or "msecs" or "milli" or "millis" or "millisec" or "millisecs" or "millisecond" or "milliseconds" => "ms",
        "s" or "sec" or "secs" or "second" or "seconds" => "s",
        "m" or "min" or "mins" or "minute" or "minutes" => "m",
        "h" or "hr" or "hrs" or "hour" or "hours" => "h",
        "d" or "day" or "days" => "d",
        "w" or "week" or "weeks" => "w",
        _ => null,
    };

    private static string? WeeksToDays(string weeks) =>
        int.TryParse(weeks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000
            ? (7 * number).ToString(CultureInfo.InvariantCulture) + "d"
            : null;
}
