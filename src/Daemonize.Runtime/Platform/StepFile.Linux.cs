using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// A small file that one step at a time reads and writes, of all processes and threads: the open file is locked. A step that finds the lock
/// taken tries again: a step lasts as long as the disk takes to write, and a blocking call could not be abandoned.
/// </summary>
internal sealed class StepFile : IDisposable
{
    private readonly Descriptor _file;
    private readonly string _path;
    private bool _isDisposed;

    private StepFile(Descriptor file, string path) => (_file, _path) = (file, path);

    /// <summary>Opens the file and locks it, and creates it if there is none; null while another step has the lock.</summary>
    public static StepFile? TryOpen(string path)
    {
        while (true)
        {
            var file = Open(path);
            PrivateFile.Check(file, path, Libc.S_IFREG);
            if (!PrivateFile.TryLock(file, path))
            {
                return null;
            }

            // If the file was removed between open and lock, no other process will ever see what is written to it.
            if (OwnedFile.IsStillAt(path, file))
            {
                return new StepFile(file, path);
            }

            file.Dispose();
        }
    }

    /// <summary>Reads the beginning of the file; fewer bytes at its end.</summary>
    public unsafe int Read(Span<byte> buffer)
    {
        var length = 0;
        fixed (byte* start = buffer)
        {
            while (length < buffer.Length)
            {
                var count = Libc.pread(_file.Number, start + length, (nuint)(buffer.Length - length), length);
                if (count < 0 && Errno.Last is var errno && errno != Libc.EINTR)
                {
                    throw Errno.Exception($"read {_path}", errno);
                }

                if (count == 0)
                {
                    break;
                }

                length += (int)Math.Max(0, count);
            }
        }

        return length;
    }

    /// <summary>Writes to a place in the file.</summary>
    /// <param name="bytes">The text to write.</param>
    /// <param name="offset">The place, in bytes from the beginning.</param>
    public unsafe void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            do
            {
                count = Libc.pwrite(_file.Number, start, (nuint)bytes.Length, offset);
            }
            while (count < 0 && Errno.Last == Libc.EINTR);

            if (count != bytes.Length)
            {
                // A short write is that of a full disk.
                throw Errno.Exception($"write {_path}", count < 0 ? Errno.Last : Libc.ENOSPC);
            }
        }
    }

    /// <summary>Waits until all that was written to the file is on the disk.</summary>
    public void Flush()
    {
        if (Libc.fdatasync(_file.Number) != 0)
        {
            throw Errno.Exception($"write {_path} to the disk", Errno.Last);
        }
    }

    /// <summary>Waits until the name of the file is on the disk too: a new file can be gone after a loss of power (fsync(2)).</summary>
    public void FlushName()
    {
        var path = PathText.DirectoryOf(_path);
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            throw Errno.Exception($"open {path}", Errno.Last);
        }

        using var directory = new Descriptor(number);
        if (Libc.fsync(number) != 0)
        {
            throw Errno.Exception($"write {path} to the disk", Errno.Last);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            PrivateFile.Unlock(_file);
        }
    }

    private static Descriptor Open(string path)
    {
        const int guards = Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK;
        var number = Libc.open(path, Libc.O_RDWR | Libc.O_NOFOLLOW | guards, 0);
        if (number < 0 && Errno.Last == Libc.ENOENT)
        {
            number = Libc.open(path, Libc.O_RDWR | Libc.O_CREAT | Libc.O_NOFOLLOW | guards, PrivateFile.Mode);

            // The umask may have taken the rights of the owner.
            _ = number >= 0 ? Libc.fchmod(number, PrivateFile.Mode) : 0;
        }

        return number >= 0 ? new Descriptor(number) : throw PrivateFile.CannotOpen(path, Errno.Last);
    }
}
