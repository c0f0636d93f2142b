using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>How a history is written for people.</summary>
/// <param name="Width">The largest length of a line, in characters.</param>
/// <param name="IsDrawn">Whether it is for a terminal: it has a strip and no more columns than fit. Otherwise it is for a pipe, where every
/// line of a kind has the same columns, and no character is outside ASCII.</param>
/// <param name="HasGlyphs">Whether the terminal shows blocks and other characters that ASCII does not have.</param>
/// <param name="HasColours">Whether to use colours.</param>
/// <param name="Zone">The time zone of the times.</param>
/// <param name="Now">The current time, which is today.</param>
internal sealed record HistoryStyle(int Width, bool IsDrawn, bool HasGlyphs, bool HasColours, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>Terminals that show letters only: the console of Linux has no blocks of eight heights in its font.</summary>
    private static readonly string[] Plain = ["", "dumb", "linux"];

    /// <summary>Gets the style for the standard output of this process.</summary>
    public static HistoryStyle Of(DateTimeOffset now)
    {
        var isTerminal = Terminal.IsTerminal(Terminal.Output);
        return new HistoryStyle(
            isTerminal ? Terminal.Width(Terminal.Output) : int.MaxValue, isTerminal,
            isTerminal && ShowsGlyphs(Environment.GetEnvironmentVariable), Terminal.HasColours, TimeZoneInfo.Local, now);
    }

    /// <summary>Whether the locale, as setlocale(3) finds it, and the terminal show characters that ASCII does not have.</summary>
    /// <param name="variable">Gets a variable of the environment.</param>
    public static bool ShowsGlyphs(Func<string, string?> variable)
    {
        var locale = "";
        foreach (var name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (variable(name) is { Length: > 0 } set)
            {
                locale = set;
                break;
            }
        }

        return (locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase))
            && Array.IndexOf(Plain, variable("TERM") ?? "") < 0;
    }

    /// <summary>Cuts a line that is longer than the terminal is wide.</summary>
    public string Cut(string line)
    {
        if (line.Length <= Width)
        {
            return line;
        }

        return HasGlyphs ? OneLine.Cut(line, Width - 1) : line[..Width];
    }

    /// <summary>Colours a text, if it has any colour.</summary>
    public string Paint(string text, string? colour) => HasColours && colour is not null ? $"{colour}{text}\e[0m" : text;
}
