using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// A small file next to the pid file, read or written whole or at a place. Opening it never follows a symbolic link, never blocks on a
/// FIFO and never makes a terminal the controlling one.
/// </summary>
internal sealed class SmallFile : IDisposable
{
    private const uint Private = 0b110_000_000;
    private const int Guards = Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK;

    private readonly Descriptor _file;

    private SmallFile(Descriptor file) => _file = file;

    /// <summary>Opens a file to read it; null with the error if that fails.</summary>
    public static SmallFile? TryOpen(string path, out SystemError error)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Guards, 0);
        error = number >= 0 ? default : SystemError.Last;
        return number >= 0 ? new SmallFile(new Descriptor(number)) : null;
    }

    /// <summary>Opens an existing file to write to it; null if it is not a regular file with one name.</summary>
    public static SmallFile? TryOpenToWrite(string path) => TryOpenRegular(path, Libc.O_WRONLY);

    /// <summary>Opens an existing file to read it and write to it; null if it is not a regular file with one name.</summary>
    public static SmallFile? TryOpenToUpdate(string path) => TryOpenRegular(path, Libc.O_RDWR);

    private static SmallFile? TryOpenRegular(string path, int access)
    {
        var number = Libc.open(path, access | Libc.O_NOFOLLOW | Guards, 0);
        if (number < 0)
        {
            return null;
        }

        var file = new SmallFile(new Descriptor(number));
        if (file.TryGetStat(out var facts) && facts.IsRegular && facts.Links == 1)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>
    /// Creates a file that only this user can read, in place of an existing one and never through it: a user who can write to the directory
    /// could put a link there. Null if it cannot be created.
    /// </summary>
    public static SmallFile? TryCreate(string path) => TryCreate(path, out _);

    /// <summary>Does the same, with the error.</summary>
    public static SmallFile? TryCreate(string path, out SystemError error)
    {
        const int flags = Libc.O_RDWR | Libc.O_CREAT | Libc.O_EXCL | Libc.O_CLOEXEC;
        var number = Libc.open(path, flags | Libc.O_NOFOLLOW, Private);
        if (number < 0 && Errno.Last == Libc.EEXIST && TryRemove(path))
        {
            number = Libc.open(path, flags | Libc.O_NOFOLLOW, Private);
        }

        error = number >= 0 ? default : SystemError.Last;
        return number >= 0 ? new SmallFile(new Descriptor(number)) : null;
    }

    /// <summary>Opens or creates a file that everybody can read, and empties it; see <see cref="OwnedFile"/>.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="user">The user that root's daemon runs as, who gets the file; null if the caller keeps it.</param>
    public static SmallFile OpenOwned(string path, uint? user = null) => new(OwnedFile.OpenOrCreate(path, Libc.O_WRONLY, user));

    /// <summary>Reads a whole file of unknown size, through links; null with the error if it cannot be read.</summary>
    public static byte[]? TryReadAll(string path, out SystemError error)
    {
        var text = ProcFs.TryReadAll(path, out var errno);
        error = new SystemError(errno);
        return text;
    }

    /// <summary>Reads the target of a symbolic link; null if the path is none, or cannot be read.</summary>
    public static string? TryReadTarget(string path) => ProcFs.TryReadLink(path);

    /// <summary>Fills a buffer from the beginning of a file, through links; false if the file is shorter or cannot be read.</summary>
    public static bool TryReadStart(string path, Span<byte> buffer)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Guards, 0);
        if (number < 0)
        {
            return false;
        }

        using var file = new Descriptor(number);
        return Descriptor.Read(number, buffer, out _) == buffer.Length;
    }

    /// <summary>Removes a file; false if it cannot be removed or does not exist.</summary>
    public static bool TryRemove(string path) => Libc.unlink(path) == 0;

    /// <summary>
    /// Renames a file to <paramref name="path"/>, in place of the file that is there; false with the error if that fails.
    /// </summary>
    public static bool TryRename(string from, string path, out SystemError error)
    {
        var isRenamed = Libc.rename(from, path) == 0;
        error = isRenamed ? default : SystemError.Last;
        return isRenamed;
    }

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
    public bool TryGetStat(out FileStat facts) => FileStat.TryRead(_file.Number, out facts, out _);

    /// <summary>Whether <paramref name="path"/> still names this file.</summary>
    public bool IsStillAt(string path) => OwnedFile.IsStillAt(path, _file);

    /// <summary>Reads at most the length of <paramref name="buffer"/>; returns 0 at the end, or -1 with the error.</summary>
    public int Read(Span<byte> buffer, out SystemError error)
    {
        var length = Descriptor.Read(_file.Number, buffer, out var errno);
        error = new SystemError(errno);
        return length;
    }

    /// <summary>
    /// Reads at most the length of <paramref name="buffer"/> from a place in the file; fewer at its end, or if it cannot be read.
    /// </summary>
    public unsafe int ReadAt(Span<byte> buffer, long offset)
    {
        var length = 0;
        fixed (byte* start = buffer)
        {
            while (length < buffer.Length)
            {
                var count = Libc.pread(_file.Number, start + length, (nuint)(buffer.Length - length), offset + length);
                if (count <= 0 && !(count < 0 && Errno.Last == Libc.EINTR))
                {
                    break;
                }

                length += (int)Math.Max(0, count);
            }
        }

        return length;
    }

    /// <summary>Writes to a place in the file, and leaves the rest as it is; false with the error if that fails.</summary>
    public unsafe bool TryWriteAt(ReadOnlySpan<byte> bytes, long offset, out SystemError error)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            do
            {
                count = Libc.pwrite(_file.Number, start, (nuint)bytes.Length, offset);
            }
            while (count < 0 && Errno.Last == Libc.EINTR);

            // A short write is that of a full disk.
            error = count < 0 ? SystemError.Last : new SystemError(count == bytes.Length ? 0 : Libc.ENOSPC);
            return count == bytes.Length;
        }
    }

    /// <summary>Writes a text to the open file at its current position.</summary>
    public bool TryWrite(ReadOnlySpan<byte> text) => Descriptor.TryWrite(_file.Number, text, out _);

    /// <summary>Replaces the content of the file. Throws with the path if that fails.</summary>
    public void Rewrite(ReadOnlySpan<byte> text, string path)
    {
        if (!TryEmpty())
        {
            throw Errno.Exception($"write {path}", Errno.Last);
        }

        _file.Write(text, $"write {path}");
    }

    /// <summary>
    /// Writes a text over the content. If the text needs more blocks of the disk than are free, the file is left empty: its content must be
    /// true, and its block may be all that is missing for the next text.
    /// </summary>
    public unsafe bool TryOverwrite(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            var isWritten = Libc.pwrite(_file.Number, start, (nuint)text.Length, 0) == text.Length;
            return Libc.ftruncate(_file.Number, isWritten ? text.Length : 0) == 0 && isWritten;
        }
    }

    public bool TryEmpty() => Libc.ftruncate(_file.Number, 0) == 0;

    /// <summary>Gives the file, which root has created, to a user.</summary>
    public void Give(string path, uint owner) => OwnedFile.Give(_file, path, owner);

    /// <summary>Moves the file to a descriptor that has no meaning in any stage, to keep it as long as the process lives.</summary>
    public SmallFile MoveOutOfTheWay() => new(_file.MoveOutOfTheWay());

    public void Dispose() => _file.Dispose();
}
