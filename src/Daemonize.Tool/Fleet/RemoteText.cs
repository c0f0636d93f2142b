using System.Globalization;
using System.Text;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// Reads texts, times and numbers of another machine, which may be anything: none is longer than a cell is worth, none acts on a terminal,
/// and none is outside of what the rest of the tool computes with.
/// </summary>
internal static class RemoteText
{
    /// <summary>The longest duration, 30 years, in microseconds.</summary>
    public const long LongestTime = 30L * 365 * 86400 * 1_000_000;

    /// <summary>The last time, in the year 2900, in microseconds since 1970.</summary>
    public const long LastTime = 31 * LongestTime;

    public static string Read(ref JsonText json, int maxLength = FleetProtocol.MaxText) => Clean(json.ReadText(), maxLength);

    public static string[] ReadAll(ref JsonText json) => Array.ConvertAll(json.ReadTexts(), static text => Clean(text));

    /// <summary>Reads a text of several lines.</summary>
    public static string ReadLines(ref JsonText json) =>
        string.Join('\n', json.ReadText().Split('\n').Select(static line => Clean(line)));

    /// <summary>Cuts a text, and replaces what acts on a terminal or changes the direction of text.</summary>
    public static string Clean(string text, int maxLength = FleetProtocol.MaxText)
    {
        var clean = new StringBuilder();
        foreach (var rune in OneLine.Cut(text, maxLength).EnumerateRunes())
        {
            clean.Append(IsUnsafe(rune) ? "?" : rune.ToString());
        }

        return clean.ToString();
    }

    public static DateTimeOffset ReadTime(ref JsonText json)
    {
        var time = json.Value.GetDateTimeOffset();
        var last = DateTimeOffset.UnixEpoch.AddTicks(LastTime * TimeSpan.TicksPerMicrosecond);
        return time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch
            : time > last ? last
            : time;
    }

    /// <summary>Reads a number that is not negative.</summary>
    public static long ReadCount(ref JsonText json) => Math.Max(0, json.Value.GetInt64());

    /// <summary>Reads a duration.</summary>
    /// <param name="json">The reader, at a number.</param>
    /// <param name="unit">The length of its unit in seconds.</param>
    public static TimeSpan ReadDuration(ref JsonText json, double unit) =>
        TimeSpan.FromSeconds(Math.Clamp(json.Value.GetDouble() * unit, 0, LongestTime / 1e6));

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
