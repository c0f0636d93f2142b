namespace Daemonize.Platform;

/// <summary>
/// A small file next to the pid file, read or written whole. Opening it never follows a symbolic link and never blocks on a FIFO: .NET does
/// not tell one from a file, but it has no size and no position.
/// </summary>
internal sealed class SmallFile : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>The open file; null for one without content, which is not opened to be read.</summary>
    private readonly FileStream? _file;

    private SmallFile(FileStream? file) => _file = file;

    private FileStream File => _file ?? throw new InvalidOperationException("the file is not open");

    /// <summary>Opens a file to read it; null with the error if that fails.</summary>
    public static SmallFile? TryOpen(string path, out SystemError error) =>
        TryOpen(path, new() { Mode = FileMode.Open, Access = FileAccess.Read, Share = Shared, BufferSize = 0 }, out error);

    /// <summary>Opens an existing file to write to it; null if it cannot be opened.</summary>
    public static SmallFile? TryOpenToWrite(string path) =>
        TryOpen(path, new() { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = Shared, BufferSize = 0 }, out _);

    /// <summary>Opens an existing file to read it and write to it; null if it cannot be opened.</summary>
    public static SmallFile? TryOpenToUpdate(string path) => TryOpenToWrite(path);

    /// <summary>
    /// Creates a file that only this user can read, in place of an existing one and never through it. Null if it cannot be created.
    /// </summary>
    public static SmallFile? TryCreate(string path) => TryCreate(path, out _);

    /// <summary>Does the same, with the error.</summary>
    public static SmallFile? TryCreate(string path, out SystemError error)
    {
        _ = TryRemove(path);
        return TryOpen(path, Creation(FileMode.CreateNew, Private), out error);
    }

    /// <summary>Opens or creates a file that everybody can read.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="user">Null: this process keeps its user and its files.</param>
    public static SmallFile OpenOwned(string path, uint? user = null) =>
        TryOpen(path, Creation(FileMode.OpenOrCreate, Readable), out var error)
            ?? throw error.Exception($"write {path}", "choose another directory with PidFile or RUNTIME_DIRECTORY");

    /// <summary>Reads a whole file of unknown size, through links; null with the error if it cannot be read.</summary>
    public static byte[]? TryReadAll(string path, out SystemError error)
    {
        error = default;
        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return null;
        }
    }

    /// <summary>Reads the target of a symbolic link; null if the path is none, or cannot be read.</summary>
    public static string? TryReadTarget(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Fills a buffer from the beginning of a file, through links; false if the file is shorter or cannot be read.</summary>
    public static bool TryReadStart(string path, Span<byte> buffer)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, Shared, bufferSize: 0);
            return file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            return false;
        }
    }

    /// <summary>Removes a file; false if it cannot be removed or does not exist.</summary>
    public static bool TryRemove(string path) => Path.Exists(path) && Try(() => System.IO.File.Delete(path), out _);

    /// <summary>
    /// Renames a file to <paramref name="path"/>, in place of the file that is there; false with the error if that fails.
    /// </summary>
    public static bool TryRename(string from, string path, out SystemError error) =>
        Try(() => System.IO.File.Move(from, path, overwrite: true), out error);

    /// <summary>
    /// Replaces a whole file, which only this user can then read: a reader sees the old or the new text, and never half of one. False if
    /// that fails; the old file is then untouched.
    /// </summary>
    public static bool TryReplace(string path, ReadOnlySpan<byte> text)
    {
        var temporary = path + ".new";
        using (var file = TryCreate(temporary))
        {
            if (file is null)
            {
                return false;
            }

            if (file.TryWrite(text) && TryRename(temporary, path, out _))
            {
                return true;
            }
        }

        _ = TryRemove(temporary);
        return false;
    }

    /// <summary>Reads the attributes of the open file.</summary>
    public bool TryGetStat(out FileStat facts)
    {
        facts = _file is null ? default : FileStat.Of(_file);
        return _file is not null;
    }

    /// <summary>
    /// Whether <paramref name="path"/> still names this file, as far as its content shows: two files may be created within one tick of the
    /// disk's clock.
    /// </summary>
    public bool IsStillAt(string path)
    {
        var own = new byte[File.Length];
        using var named = TryOpen(path, out _);
        return named is { _file.Length: var length } && length == own.Length
            && RandomAccess.Read(File.SafeFileHandle, own, 0) == own.Length && own.AsSpan().SequenceEqual(TryReadAll(path, out _));
    }

    /// <summary>Reads at most the length of <paramref name="buffer"/>; returns 0 at the end, or -1 with the error.</summary>
    public int Read(Span<byte> buffer, out SystemError error)
    {
        error = default;
        try
        {
            return _file?.Read(buffer) ?? 0;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return -1;
        }
    }

    /// <summary>
    /// Reads at most the length of <paramref name="buffer"/> from a place in the file; fewer at its end, or if it cannot be read.
    /// </summary>
    public int ReadAt(Span<byte> buffer, long offset)
    {
        try
        {
            var length = 0;
            for (int count; length < buffer.Length
                && (count = RandomAccess.Read(File.SafeFileHandle, buffer[length..], offset + length)) > 0;)
            {
                length += count;
            }

            return length;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            return 0;
        }
    }

    /// <summary>Writes to a place in the file, and leaves the rest as it is; false with the error if that fails.</summary>
    public bool TryWriteAt(ReadOnlySpan<byte> bytes, long offset, out SystemError error)
    {
        error = default;
        try
        {
            RandomAccess.Write(File.SafeFileHandle, bytes, offset);
            return true;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return false;
        }
    }

    /// <summary>Writes a text to the open file at its current position.</summary>
    public bool TryWrite(ReadOnlySpan<byte> text)
    {
        try
        {
            File.Write(text);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Replaces the content of the file. Throws with the path if that fails.</summary>
    public void Rewrite(ReadOnlySpan<byte> text, string path)
    {
        if (!TryOverwrite(text))
        {
            throw new DaemonException($"cannot write {path}: the disk may be full");
        }
    }

    /// <summary>Writes a text over the content. If that fails, the file is left empty: its content must be true.</summary>
    public bool TryOverwrite(ReadOnlySpan<byte> text)
    {
        try
        {
            File.Position = 0;
            File.Write(text);
            File.SetLength(text.Length);
            return true;
        }
        catch (IOException)
        {
            _ = TryEmpty();
            return false;
        }
    }

    public bool TryEmpty() => Try(() => File.SetLength(0), out _);

    public void Dispose() => _file?.Dispose();

    private static FileStreamOptions Creation(FileMode mode, UnixFileMode permissions)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = Shared, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = permissions;
        }

        return options;
    }

    private static SmallFile? TryOpen(string path, FileStreamOptions options, out SystemError error)
    {
        error = default;
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is null)
            {
                return info is { Exists: true, Length: 0 } && options.Access == FileAccess.Read
                    ? new SmallFile(null)
                    : OpenFile(path, options, out error);
            }

            error = SystemError.IsLink;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
        }

        return null;
    }

    private static SmallFile? OpenFile(string path, FileStreamOptions options, out SystemError error)
    {
        error = default;
        var file = new FileStream(path, options);
        if (file.CanSeek)
        {
            return new SmallFile(file);
        }

        file.Dispose();
        error = SystemError.NotAFile;
        return null;
    }

    private static bool Try(Action action, out SystemError error)
    {
        error = default;
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return false;
        }
    }
}
