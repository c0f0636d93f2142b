using System.Text;
using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>Reads the end of a log. Whatever the file is, it reads no more than fits a screen many times.</summary>
internal static class LogEnd
{
    public const int MaxLines = 1000;

    /// <summary>How much of the end of a log is read.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>Longer than any terminal is wide.</summary>
    private const int MaxLineLength = 1000;

    /// <summary>
    /// Reads the last lines, cut to a length. Not as <c>logs</c> does, which reads a line whole: a log can be one line without an end.
    /// </summary>
    public static List<string> Read(string path)
    {
        using var file = OpenedLog.TryOpen(path);
        if (file is null || !file.Facts.IsRegular)
        {
            return [$"there is no log file {path} yet"];
        }

        var from = Math.Max(0, file.Facts.Size - MaxBytes);
        var bytes = new byte[MaxBytes];
        var rest = bytes.AsSpan(0, file.ReadAt(bytes, from));
        if (from > 0 && rest.IndexOf((byte)'\n') is >= 0 and var first)
        {
            rest = rest[(first + 1)..];
        }

        List<string> lines = [];
        foreach (var line in rest.TrimEnd((byte)'\n').Split((byte)'\n'))
        {
            var text = rest[line];
            lines.Add(Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxLineLength)]));
        }

        return lines.Count <= MaxLines ? lines : lines[^MaxLines..];
    }
}
