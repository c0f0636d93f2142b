using System.Buffers.Text;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>What somebody finds at the path of a pid file. It is shown to people and never acted on: only the lock says who runs.</summary>
/// <param name="Exists">Whether there is anything.</param>
/// <param name="Pid">The process id, where the file holds just one decimal number that can be one.</param>
/// <param name="Description">What is there, to follow the path in a sentence.</param>
internal readonly record struct PidFileText(bool Exists, int? Pid, string Description)
{
    private const int Shown = 20;

    public static PidFileText Read(string path)
    {
        if (!FileStat.TryReadLink(path, out var facts, out var errno))
        {
            return errno == Libc.ENOENT ? new(false, null, "does not exist") : new(true, null, $"cannot be read: {Errno.Message(errno)}");
        }

        if (!facts.IsRegular)
        {
            return new(true, null, facts.IsSymbolicLink ? "is a symbolic link" : "is not a regular file");
        }

        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            return new(true, null, $"cannot be read: {Errno.Message(Errno.Last)}");
        }

        using var file = new Descriptor(number);
        Span<byte> text = stackalloc byte[Shown + 1];
        var length = Descriptor.Read(number, text, out errno);
        return length < 0 ? new(true, null, $"cannot be read: {Errno.Message(errno)}") : Parse(text[..length]);
    }

    /// <summary>One decimal number and one line end at most: "12 34", "-1" and "0x1f" are no process ids, and neither is what an int cannot hold.</summary>
    internal static PidFileText Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return new(true, null, "is empty");
        }

        var number = text is [.., (byte)'\n'] ? text[..^1] : text;
        var isNumber = Utf8Parser.TryParse(number, out int pid, out var used) && used == number.Length && number[0] is >= (byte)'0' and <= (byte)'9';
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
