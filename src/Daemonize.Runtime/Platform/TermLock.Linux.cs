using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The lock that a process holds for a whole term. It belongs to an open file description (F_OFD_SETLK, fcntl(2)), so the kernel ends it
/// with the process, whatever kills that; two stores in one process exclude each other too.
/// </summary>
/// <remarks>
/// The lock is on a FIFO, and not on a regular file, for those who wait. Nothing reports the release of a lock: a blocking F_OFD_SETLKW
/// needs a thread and a signal to end it, and inotify(7) reports a file as closed before its locks are removed, so that a waiter which
/// looks at once finds it locked and would wait for an event that has passed. The last writer of a FIFO instead hangs up when its
/// description is destroyed, and the kernel removes the locks of a description before that. As the holder of a write lock always has the
/// FIFO open to write, POLLHUP is exactly the news that is needed: see <see cref="TermWatch"/>. Nobody ever writes to it.
/// </remarks>
internal sealed class TermLock : IDisposable
{
    private const int Guards = Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK;

    private readonly Descriptor _file;
    private readonly string _path;
    private bool _isDisposed;

    private TermLock(Descriptor file, string path) => (_file, _path) = (file, path);

    /// <summary>Whether the FIFO is still at its path. If it was removed, no other process will ever see this lock.</summary>
    public bool IsStillThere => OwnedFile.IsStillAt(_path, _file);

    /// <summary>Takes the lock; null if another process or another store of this one has it.</summary>
    public static TermLock? TryTake(string path)
    {
        while (true)
        {
            if (TryOpenOrCreate(path) is not { } file)
            {
                continue;
            }

            PrivateFile.Check(file, path, Libc.S_IFIFO);
            if (!PrivateFile.TryLock(file, path))
            {
                return null;
            }

            // If the FIFO was removed between open and lock, no other process will ever see this lock.
            if (OwnedFile.IsStillAt(path, file))
            {
                return new TermLock(file, path);
            }

            file.Dispose();
        }
    }

    /// <summary>Whether a process, this one included, has the lock.</summary>
    public static bool IsHeld(string path)
    {
        using var reader = TryOpenToWait(path);
        return reader is not null && PrivateFile.IsLocked(reader, path);
    }

    /// <summary>Opens the FIFO as one that waits for the hang-up of its writer; null if nobody has ever had the lock.</summary>
    public static Descriptor? TryOpenToWait(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Guards, 0);
        return number >= 0 ? new Descriptor(number)
            : Errno.Last is var errno && errno == Libc.ENOENT ? null
            : throw PrivateFile.CannotOpen(path, errno);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            PrivateFile.Unlock(_file);
        }
    }

    /// <summary>Opens the FIFO, which is created if there is none; null if it was removed meanwhile.</summary>
    private static Descriptor? TryOpenOrCreate(string path)
    {
        if (Libc.mkfifo(path, PrivateFile.Mode) == 0)
        {
            // The umask may have taken the rights of the owner. If the file is gone, it cannot be opened either.
            _ = Libc.chmod(path, PrivateFile.Mode);
        }
        else if (Errno.Last is var cannotCreate && cannotCreate != Libc.EEXIST)
        {
            throw Errno.Exception($"create {path}", cannotCreate);
        }

        // O_RDWR does not wait for a reader (fifo(7)), and a lock to write needs a description that can write.
        var number = Libc.open(path, Libc.O_RDWR | Libc.O_NOFOLLOW | Guards, 0);
        return number >= 0 ? new Descriptor(number)
            : Errno.Last is var errno && errno == Libc.ENOENT ? null
            : throw PrivateFile.CannotOpen(path, errno);
    }
}
