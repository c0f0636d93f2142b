using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>An open log: a file, /dev/null, a socket of the journal or of syslog, or a stream that this process has inherited.</summary>
internal sealed class LogHandle(Descriptor descriptor) : IDisposable
{
    /// <summary>Standard error, which this process never closes.</summary>
    public static LogHandle StandardError { get; } = new(new Descriptor(Terminal.Error));

    /// <summary>The reason for which lines are lost if their file has no name any more.</summary>
    public static string NoSuchFile => Errno.Message(Libc.ENOENT);

    public int Number => descriptor.Number;

    /// <summary>The size of the file in bytes; 0 if it is unknown.</summary>
    public long Size => FileStat.TryRead(Number, out var facts, out _) ? facts.Size : 0;

    /// <summary>Whether the file has no name any more: what is written to it, nobody can read.</summary>
    public bool IsRemoved => FileStat.TryRead(Number, out var facts, out _) && facts.Links == 0;

    /// <summary>Opens /dev/null, which discards the log.</summary>
    public static LogHandle OpenNull() => new(Descriptor.OpenNull());

    /// <summary>Moves the open file to a number that has no meaning in any stage, and closes this one.</summary>
    public LogHandle MoveOutOfTheWay() => new(descriptor.MoveOutOfTheWay());

    /// <summary>Whether another handle has the same file open.</summary>
    public bool IsSameFileAs(LogHandle other) =>
        FileStat.TryRead(Number, out var own, out _) && FileStat.TryRead(other.Number, out var others, out _) && own.IsSameFile(others);

    /// <summary>Whether <paramref name="path"/> still names the file.</summary>
    public bool IsStillAt(string path) => OwnedFile.IsStillAt(path, descriptor);

    /// <summary>Whether the file is smaller than a size, and so was truncated; then gets its new size.</summary>
    public bool IsSmallerThan(long size, out long newSize)
    {
        newSize = FileStat.TryRead(Number, out var facts, out _) ? facts.Size : size;
        return newSize < size;
    }

    /// <summary>
    /// Writes as much as the file takes and returns how many bytes that is. <paramref name="problem"/> says why it is not all; null if it
    /// is.
    /// </summary>
    public unsafe int Write(ReadOnlySpan<byte> bytes, out string? problem)
    {
        var done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length)
            {
                var written = Libc.write(Number, start + done, (nuint)(bytes.Length - done));
                if (written > 0)
                {
                    done += (int)written;
                    continue;
                }

                // A file system in user space may return 0, and would do so for ever.
                var errno = written == 0 ? Libc.EIO : Errno.Last;
                if (errno == Libc.EAGAIN)
                {
                    // A child may have made a pipe or terminal that it shares with us non-blocking.
                    _ = Poll.WaitForOutput(Number, long.MaxValue);
                }
                else if (errno != Libc.EINTR)
                {
                    problem = Errno.Message(errno);
                    return done;
                }
            }
        }

        problem = null;
        return done;
    }

    /// <summary>
    /// Takes a lock of the file that another daemon with the same log takes too. If false, <paramref name="problem"/> says why the file
    /// cannot be locked; null if another process has the lock.
    /// </summary>
    public bool TryLock(out string? problem)
    {
        var errno = SetLock(Libc.F_WRLCK);

        // Only these two mean that another process has the lock (fcntl(2)); ENOLCK, EOPNOTSUPP, ENOSYS and the like mean that no process
        // can have it.
        problem = errno is 0 or Libc.EAGAIN or Libc.EACCES ? null : Errno.Message(errno);
        return errno == 0;
    }

    /// <summary>Gives a user a log that root has opened.</summary>
    public void Give(string path, uint owner) => OwnedFile.Give(descriptor, path, owner);

    public void Unlock() => _ = SetLock(Libc.F_UNLCK);

    public void Dispose() => descriptor.Dispose();

    /// <summary>Sets or releases the lock. Returns the error, or 0.</summary>
    private unsafe int SetLock(short type)
    {
        var range = new Libc.flock { l_type = type };
        return Libc.fcntl(Number, Libc.F_OFD_SETLK, &range) == 0 ? 0 : Errno.Last;
    }
}
