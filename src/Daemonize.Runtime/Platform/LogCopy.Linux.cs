using System.IO.Compression;
using Daemonize.Platform.Linux;
using Microsoft.Win32.SafeHandles;

namespace Daemonize.Platform;

/// <summary>The compressed copy of a log that was moved away, while it is written.</summary>
internal sealed class LogCopy : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly LogHandle _target;
    private readonly FileStat _facts;

    private LogCopy(LogHandle source, LogHandle target, FileStat facts)
    {
        Source = source;
        _target = target;
        _facts = facts;
    }

    /// <summary>The log that is copied, whatever its name is by now.</summary>
    public LogHandle Source { get; }

    /// <summary>
    /// Opens the log and its copy, which is locked and empty; null if the log is gone, or another daemon with the same log writes the copy.
    /// Throws if either cannot be opened.
    /// </summary>
    public static LogCopy? TryBegin(string path, string copyPath)
    {
        var source = TryOpen(path, Libc.O_RDONLY);
        LogHandle? target = null;
        try
        {
            if (source is not null && FileStat.TryRead(source.Number, out var facts, out _)
                && (target = TryOpen(copyPath, Libc.O_RDWR | Libc.O_CREAT)) is not null && TryEmpty(copyPath, target))
            {
                var copy = new LogCopy(source, target, facts);
                (source, target) = (null, null);
                return copy;
            }

            return null;
        }
        finally
        {
            source?.Dispose();
            target?.Dispose();
        }
    }

    /// <summary>Writes the copy, with the permissions and the time of the log.</summary>
    public unsafe void Write()
    {
        Compress();
        _ = Libc.fchmod(_target.Number, (uint)_facts.Permissions);
        var times = stackalloc Libc.timespec[2];
        times[0] = times[1] = new Libc.timespec { tv_sec = _facts.ModifiedAt / 1_000_000_000, tv_nsec = _facts.ModifiedAt % 1_000_000_000 };
        _ = Libc.futimens(_target.Number, times);
    }

    public void Dispose()
    {
        _target.Dispose();
        Source.Dispose();
    }

    private void Compress()
    {
        using var from = new FileStream(new SafeFileHandle(Source.Number, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var to = new FileStream(new SafeFileHandle(_target.Number, ownsHandle: false), FileAccess.Write, bufferSize: BufferSize);
        using var gzip = new GZipStream(to, CompressionLevel.Optimal);
        from.CopyTo(gzip, BufferSize);
    }

    /// <summary>Locks and empties the compressed file; false if another daemon with the same log has it.</summary>
    private static bool TryEmpty(string path, LogHandle target) => target.TryLock(out var problem)
        ? target.IsStillAt(path) && Libc.ftruncate(target.Number, 0) == 0
        : problem is null ? false : throw new DaemonException($"cannot lock a file there: {problem}");

    /// <summary>Opens a file; null if there is none of that name, or not any more.</summary>
    private static LogHandle? TryOpen(string path, int flags)
    {
        var number = Libc.open(path, flags | Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0b110_000_000);
        return number >= 0 ? new LogHandle(new Descriptor(number))
            : Errno.Last is var errno && errno == Libc.ENOENT ? null
            : throw Errno.Exception($"open {path}", errno);
    }
}
