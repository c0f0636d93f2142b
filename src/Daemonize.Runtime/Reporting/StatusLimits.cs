using System.Diagnostics.CodeAnalysis;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Reporting;

/// <summary>
/// How long each text of a status file may be, so that the whole is never longer than what a reader takes. As JSON, a character is at most six bytes, and an
/// option has three more. The worst case is about 110 KB: 50 of paths, 30 of messages, 25 of options, 6 of names.
/// </summary>
internal static class StatusLimits
{
    /// <summary>In bytes. A reader refuses a larger file, which no daemon has written.</summary>
    public const int MaxLength = 128 * 1024;

    /// <summary>Of the names of the daemon, its program and its time zone, and of the version.</summary>
    private const int Name = 256;

    /// <summary>Of all options together.</summary>
    private const int Options = 4000;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? CutName(string? text) => text is null ? null : OneLine.Cut(text, Name);

    /// <summary>Null for what is longer than any path: a part of it would be another path. No file is open by such a one.</summary>
    public static string? PathOrNull(string? text) => text is { Length: < Libc.PATH_MAX } ? text : null;

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
