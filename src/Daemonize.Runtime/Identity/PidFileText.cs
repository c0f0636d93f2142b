using System.Buffers.Text;
using System.Text;
using Daemonize.Platform;

namespace Daemonize.Identity;

/// <summary>The content of a pid file. It is shown to people and never acted on: only the lock shows which daemon runs.</summary>
/// <param name="Exists">Whether anything exists at the path.</param>
/// <param name="Pid">The process id; null if the file contains anything else than one decimal number in range.</param>
/// <param name="Description">The kind of content, as a phrase that follows the path in a sentence.</param>
internal readonly record struct PidFileText(bool Exists, int? Pid, string Description)
{
    private const int Shown = 20;

    public static PidFileText Read(string path)
    {
        if (!FileStat.TryReadLink(path, out var facts, out var error))
        {
            return error.IsNotFound ? new(false, null, "does not exist") : new(true, null, $"cannot be read: {error.Message}");
        }

        if (!facts.IsRegular)
        {
            return new(true, null, facts.IsSymbolicLink ? "is a symbolic link" : "is not a regular file");
        }

        using var file = SmallFile.TryOpen(path, out error);
        Span<byte> text = stackalloc byte[Shown + 1];
        return file?.Read(text, out error) is >= 0 and var length
            ? Parse(text[..length])
            : new(true, null, $"cannot be read: {error.Message}");
    }

    /// <summary>
    /// Reads one decimal number and at most one line end: "12 34", "-1", "0x1f" and numbers larger than an int are not process ids.
    /// </summary>
    internal static PidFileText Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return new(true, null, "is empty");
        }

        var number = text is [.., (byte)'\n'] ? text[..^1] : text;
        var isNumber =
            Utf8Parser.TryParse(number, out int pid, out var used) && used == number.Length && number[0] is >= (byte)'0' and <= (byte)'9';
        return isNumber && pid >= 1
            ? new(true, pid, $"names process {pid}")
            : new(true, null, $"holds \"{Printable(number)}\", which is not a daemon's process id");
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text[..Math.Min(text.Length, Shown)])
        {
            shown.Append(letter is >= 0x20 and < 0x7f ? (char)letter : '?');
        }

        return text.Length > Shown ? shown + "…" : shown.ToString();
    }
}
