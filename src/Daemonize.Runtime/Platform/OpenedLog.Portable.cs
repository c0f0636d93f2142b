using Microsoft.Win32.SafeHandles;

namespace Daemonize.Platform;

/// <summary>A log file that is open for reading. It stays the same file when its path is renamed or removed.</summary>
internal sealed class OpenedLog : IDisposable
{
    private readonly FileStream _file;
    private readonly FileStat _facts;

    private OpenedLog(string path, FileStream file)
    {
        Path = path;
        _file = file;
        _facts = Facts;
    }

    /// <summary>Gets the path at which the file was opened.</summary>
    public string Path { get; }

    /// <summary>Gets the time of the last write before the file was opened, in nanoseconds since the epoch.</summary>
    public long ModifiedAt => _facts.ModifiedAt;

    /// <summary>Whether the path still names this file, and not a link to it.</summary>
    public bool IsStillNamed => FileStat.TryReadLink(Path, out var named, out _) && named.IsSameFile(_facts);

    /// <summary>Gets the current size and time of the file.</summary>
    public FileStat Facts => FileStat.Of(_file);

    public bool IsSameFile(OpenedLog other) => _facts.IsSameFile(other._facts);

    /// <summary>Opens a log; null if there is no file.</summary>
    public static OpenedLog? TryOpen(string path)
    {
        try
        {
            return new OpenedLog(
                path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            var error = new SystemError(exception);
            return error.IsNotFound ? null : throw error.Exception($"read {path}");
        }
    }

    /// <summary>Reads at most the length of <paramref name="block"/> from a position; returns 0 at the end.</summary>
    public int ReadAt(Span<byte> block, long position)
    {
        try
        {
            return RandomAccess.Read(_file.SafeFileHandle, block, position);
        }
        catch (IOException exception)
        {
            throw new SystemError(exception).Exception($"read {Path}");
        }
    }

    /// <summary>Gets a stream from the current position. It does not own the file.</summary>
    public FileStream OpenStream() =>
        new(new SafeFileHandle(_file.SafeFileHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public void Dispose() => _file.Dispose();
}
