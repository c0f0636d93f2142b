using Daemonize.Platform.Linux;
using Microsoft.Win32.SafeHandles;

namespace Daemonize.Platform;

/// <summary>A log file that is open for reading. It stays the same file when its path is renamed or removed.</summary>
internal sealed class OpenedLog : IDisposable
{
    private readonly Descriptor _file;
    private readonly FileStat _facts;

    private OpenedLog(string path, Descriptor file, FileStat facts)
    {
        Path = path;
        _file = file;
        _facts = facts;
    }

    /// <summary>Gets the path at which the file was opened.</summary>
    public string Path { get; }

    /// <summary>Gets the time of the last write before the file was opened, in nanoseconds since the epoch.</summary>
    public long ModifiedAt => _facts.ModifiedAt;

    /// <summary>Whether the path still names this file, and not a link to it.</summary>
    public bool IsStillNamed => FileStat.TryReadLink(Path, out var named, out _) && named.IsSameFile(_facts);

    /// <summary>Gets the current size and time of the file.</summary>
    public FileStat Facts => FileStat.TryRead(_file.Number, out var facts, out var error) ? facts : throw error.Exception($"read {Path}");

    public bool IsSameFile(OpenedLog other) => _facts.IsSameFile(other._facts);

    /// <summary>Opens a log; null if there is no file.</summary>
    public static OpenedLog? TryOpen(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var error = SystemError.Last;
            return error.IsNotFound ? null : throw error.Exception($"read {path}");
        }

        var file = new Descriptor(number);
        return FileStat.TryRead(number, out var facts, out var failure)
            ? new OpenedLog(path, file, facts)
            : throw failure.Exception($"read {path}");
    }

    /// <summary>Reads at most the length of <paramref name="block"/> from a position; returns 0 at the end.</summary>
    public unsafe int ReadAt(Span<byte> block, long position)
    {
        fixed (byte* bytes = block)
        {
            nint count;
            do
            {
                count = Libc.pread(_file.Number, bytes, (nuint)block.Length, position);
            }
            while (count < 0 && Errno.Last == Libc.EINTR);

            return count >= 0 ? (int)count : throw SystemError.Last.Exception($"read {Path}");
        }
    }

    /// <summary>Gets a stream from the current position. It does not own the file.</summary>
    public FileStream OpenStream() => new(new SafeFileHandle(_file.Number, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public void Dispose() => _file.Dispose();
}
