using System.Buffers.Text;
using Daemonize.Logging;

namespace Daemonize.Commands;

/// <summary>
/// A line of a log. A line without a timestamp, such as a further line of a record or output of the program, has the time of the line
/// before it.
/// </summary>
/// <param name="Text">The bytes of the line, with its line end if it has one.</param>
/// <param name="Time">The time of the line, in UTC; the minimum value if it is unknown.</param>
/// <param name="Level">The severity of the line.</param>
internal readonly record struct LogLine(byte[] Text, DateTime Time, int Level)
{
    private const int TimeLength = 24;

    /// <summary>Whether the line begins with its own time.</summary>
    public bool HasTime { get; private init; }

    /// <summary>Reads a line that follows <paramref name="before"/>.</summary>
    public static LogLine Read(byte[] text, LogLine before)
    {
        var line = text.AsSpan();
        var isJson = line.StartsWith("{\"time\":\""u8);
        var time = isJson ? line[9..] : line;
        return !TryReadTime(time, out var at)
            ? new LogLine(text, before.Time, line is [(byte)' ', ..] ? before.Level : LogLevels.Information)
            : new LogLine(
                text, at, LevelOf(isJson ? time[Math.Min(time.Length, TimeLength + 11)..] : time[Math.Min(time.Length, TimeLength + 1)..]))
            { HasTime = true };
    }

    private static int LevelOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("error"u8) ? LogLevels.Error
        : text.StartsWith("warn"u8) ? LogLevels.Warning
        : text.StartsWith("crit"u8) ? LogLevels.Critical
        : text.StartsWith("debug"u8) ? LogLevels.Debug
        : LogLevels.Information;

    /// <summary>Reads the time that a record begins with: RFC 3339 in UTC with milliseconds.</summary>
    private static bool TryReadTime(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length < TimeLength || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || text[19] != '.' || text[23] != 'Z')
        {
            return false;
        }

        if (!TryReadNumber(text[..4], out var year) || !TryReadNumber(text[5..7], out var month) || !TryReadNumber(text[8..10], out var day)
            || !TryReadNumber(text[11..13], out var hour) || !TryReadNumber(text[14..16], out var minute)
            || !TryReadNumber(text[17..19], out var second)
            || !TryReadNumber(text[20..23], out var millisecond)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59
            || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc);
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number >= 0;
}
