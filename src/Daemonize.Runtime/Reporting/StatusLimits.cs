using System.Diagnostics.CodeAnalysis;
using Daemonize.Options;

namespace Daemonize.Reporting;

/// <summary>
/// How long each text of a status file may be, so that the whole is never longer than what a reader takes. As JSON, a character is at most six bytes, and an
/// option has three more: the worst case is about 60 KB.
/// </summary>
internal static class StatusLimits
{
    /// <summary>In bytes. A reader refuses a larger file, which no daemon has written.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Of the names of the daemon and its program, and of the version.</summary>
    private const int Name = 256;

    /// <summary>Of all options together.</summary>
    private const int Options = 4000;

    public static string CutName(string text) => OneLine.Cut(text, Name);

    /// <summary>What <c>status</c> shows of a text: more would be cut there.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text) => text is null ? null : OneLine.Cut(text, OneLine.Long);

    /// <summary>The first options, each whole unless it is longer than <c>status</c> shows, and how many more there are.</summary>
    public static IReadOnlyList<string> CutOptions(string[] options)
    {
        List<string> shown = [];
        var length = 0;
        foreach (var option in options)
        {
            var text = Cut(option);
            length += text.Length + 1;
            if (length > Options)
            {
                shown.Add($"… and {options.Length - shown.Count} more");
                break;
            }

            shown.Add(text);
        }

        return shown;
    }
}
