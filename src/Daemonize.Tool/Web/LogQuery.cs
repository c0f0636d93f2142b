using System.Globalization;
using Daemonize.Logging;

namespace Daemonize.Tool.Web;

/// <summary>Which part of a log a request asks for.</summary>
/// <param name="Before">The place before which to read; null for the end.</param>
/// <param name="After">The place after which to read; null to read backwards.</param>
/// <param name="Lines">The largest number of lines.</param>
/// <param name="Words">The words that must all be in an entry.</param>
/// <param name="Level">The least severe level, a number of <see cref="LogLevels"/>.</param>
/// <param name="IsOfErrors">Whether the log of standard error is asked for, if that is another file.</param>
internal sealed record LogQuery(LogPlace? Before, LogPlace? After, int Lines, string[] Words, int Level, bool IsOfErrors)
{
    private const int MissingLines = 200;
    private const int MaxLines = 1000;

    /// <summary>Whether entries are chosen by what they say.</summary>
    public bool IsSearch => Words.Length > 0 || Level < LogLevels.Debug;

    /// <summary>Reads the parameters; null for a mistake.</summary>
    /// <param name="parameter">Gets a parameter; null if it is not there.</param>
    public static LogQuery? TryParse(Func<string, string?> parameter)
    {
        var lines = MissingLines;
        var (before, after) = ((LogPlace?)null, (LogPlace?)null);
        if ((parameter("before") is { } beforeText && (before = LogPlace.TryParse(beforeText)) is null)
            || (parameter("after") is { } afterText && (after = LogPlace.TryParse(afterText)) is null)
            || (parameter("lines") is { } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out lines))
            || TryParseLevel(parameter("level")) is not { } level || parameter("file") is not (null or "log" or "error"))
        {
            return null;
        }

        var words = (parameter("find") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new LogQuery(before, after, Math.Clamp(lines, 1, MaxLines), words, level, parameter("file") == "error");
    }

    /// <summary>Gets the file that is asked for; null if there is none.</summary>
    /// <param name="files">The log, and the log of standard error if that is another file.</param>
    public string? ChooseFile(List<string> files) =>
        IsOfErrors ? files.LastOrDefault() : files.FirstOrDefault();

    /// <summary>Whether an entry is asked for.</summary>
    /// <param name="text">The text of the entry with all its lines.</param>
    /// <param name="level">The level of the entry.</param>
    public bool Fits(string text, int level) =>
        level <= Level && Array.TrueForAll(Words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static int? TryParseLevel(string? word) => word switch
    {
        null or "debug" => LogLevels.Debug,
        "info" or "information" => LogLevels.Information,
        "warn" or "warning" => LogLevels.Warning,
        "error" => LogLevels.Error,
        "crit" or "critical" => LogLevels.Critical,
        _ => null,
    };
}

/// <summary>A place in one of the files of a log. It stays the same when the file is renamed.</summary>
/// <param name="File">The device and the inode of the file.</param>
/// <param name="Offset">The bytes before the place.</param>
internal readonly record struct LogPlace(string File, long Offset)
{
    /// <summary>Reads what an answer has said; null for anything else.</summary>
    public static LogPlace? TryParse(string text)
    {
        const int maxLength = 64;
        var parts = text.Length <= maxLength ? text.Split('-') : [];
        return parts is [var device, var inode, var last] && IsNumber(device) && IsNumber(inode)
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new LogPlace($"{device}-{inode}", offset)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}-{Offset}");

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
