using System.Diagnostics.CodeAnalysis;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Reporting;

/// <summary>
/// The limits of each text in a status file, which keep the whole file below the size that a reader accepts. In JSON, a character takes at
/// most six bytes, and an option three more. The worst case is about 115 KB: 50 of paths, 30 of messages, 25 of options, 9 of names.
/// </summary>
internal static class StatusLimits
{
    /// <summary>The largest size in bytes. A reader refuses a larger file, because no daemon writes one.</summary>
    public const int MaxLength = 128 * 1024;

    /// <summary>
    /// The limit for the version, the names of daemon, program and time zone, and the answers to requests, in characters.
    /// </summary>
    private const int Name = 256;

    /// <summary>The limit for all options together, in characters.</summary>
    private const int Options = 4000;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? CutName(string? text) => text is null ? null : OneLine.Cut(text, Name);

    /// <summary>
    /// Gives the path, or null if it is longer than any valid path: a part of it would be another path, and no file can be open under it.
    /// </summary>
    public static string? PathOrNull(string? text) => text is { Length: < PathLimit.Bytes } ? text : null;

    /// <summary>Cuts a text to what <c>status</c> shows of it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text) => text is null ? null : OneLine.Cut(text, OneLine.Long);

    /// <summary>Gives the first options, each whole unless it is longer than <c>status</c> shows, and how many more there are.</summary>
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
