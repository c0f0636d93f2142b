using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The file behind the daemon's standard output and error.</summary>
internal static class LogFile
{
    private const int MaxTail = 4096;

    /// <summary>Opens the log for appending, creating it with mode 0640 less the umask.</summary>
    public static LogHandle Open(string path)
    {
        if (FilePathText.IsStream(path))
        {
            throw new DaemonException(
                $"will not use the log {path}: a daemon that is started has no stream of its caller's; use 'run', which logs to standard " +
                "output, or choose another LogFile",
                DaemonExitCode.Usage);
        }

        // O_NONBLOCK only for the open: opening a FIFO would wait for a reader.
        const int flags = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CREAT | Libc.O_CLOEXEC | Libc.O_NOCTTY;
        var number = Libc.open(path, flags | Libc.O_NOFOLLOW | Libc.O_NONBLOCK, 0b110_100_000);
        if (number >= 0)
        {
            _ = Libc.fcntl(number, Libc.F_SETFL, Libc.O_APPEND);
            return new LogHandle(new Descriptor(number));
        }

        throw Errno.Last switch
        {
            Libc.ELOOP when FileStat.TryReadLink(path, out _, out _) => Refusal(path, "it is a symbolic link"),
            Libc.ENXIO when FileStat.TryReadLink(path, out var facts, out _) && facts.IsFifo =>
                Refusal(path, "it is a FIFO that nobody reads"),
            Libc.ENXIO => Refusal(path, "it is a socket, or a device that is not there"),
            Libc.ENOENT => Errno.Exception($"create the log {path}", Libc.ENOENT, "create its directory or choose another LogFile"),
            var errno => Errno.Exception($"write the log {path}", errno, WayOut(errno)),
        };
    }

    private static string? WayOut(int errno) => errno switch
    {
        Libc.EACCES or Libc.EPERM or Libc.EROFS or Libc.EISDIR or Libc.ENOTDIR or Libc.ELOOP or Libc.ENAMETOOLONG =>
            "choose another LogFile, or set LOGS_DIRECTORY",
        _ => null,
    };

    /// <summary>Refuses a log. The message does not advise to remove a file that the machine needs.</summary>
    private static DaemonException Refusal(string path, string reason) =>
        new($"will not use the log {path}: {reason}; {(FilePathText.IsKernels(path) ? "" : "remove it or ")}choose another LogFile");

    /// <summary>
    /// Gets the last lines that were written from <paramref name="start"/> on, indented: the output of a daemon that has died early.
    /// </summary>
    public static unsafe string Tail(string path, long start)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            return "";
        }

        using var log = new Descriptor(number);
        if (!FileStat.TryRead(number, out var facts, out _) || !facts.IsRegular || facts.Size <= start)
        {
            return "";
        }

        var buffer = new byte[Math.Min(facts.Size - start, MaxTail)];
        fixed (byte* bytes = buffer)
        {
            var length = Libc.pread(number, bytes, (nuint)buffer.Length, facts.Size - buffer.Length);
            var text = Encoding.UTF8.GetString(buffer, 0, (int)Math.Max(length, 0)).TrimStart('\uFFFD').Trim();
            return text.Length == 0 ? "" : "\n    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
        }
    }
}
