using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// The lock that makes a daemon the only one of its pid file. It belongs to the open file description, not to a process (F_OFD_SETLK, fcntl(2)): the command
/// takes it, hands the descriptor down, and it is held until the daemon, the last to have it open, ends by whatever means.
/// </summary>
/// <remarks>flock(2) is no choice: .NET's FileShare uses it, and any reader would be refused. Classic fcntl locks are not inherited.</remarks>
internal sealed class InstanceLock : IDisposable
{
    /// <summary>
    /// How long to wait before another look at a lock that another process holds. One that is let go sends no event, and inotify instances are few (128 a user, of
    /// which many starts at once would take all).
    /// </summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    private readonly Descriptor _file;
    private readonly string _path;

    private InstanceLock(Descriptor file, string path)
    {
        _file = file;
        _path = path;
    }

    public int DescriptorNumber => _file.Number;

    /// <summary>Takes the lock of <paramref name="path"/>, or gives null where another process has it.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="user">The user that the daemon of root is to be; null where it is the caller.</param>
    public static InstanceLock? TryAcquire(string path, uint? user = null)
    {
        while (true)
        {
            if (TryOpen(path, user) is not { } file)
            {
                return null;
            }

            if (!TryLock(file, path))
            {
                file.Dispose();
                return null;
            }

            // Whoever removed the file between our open and our lock left us with a lock that nobody else will ever see.
            if (OwnedFile.IsStillAt(path, file))
            {
                return new InstanceLock(file.MoveOutOfTheWay(), path);
            }

            file.Dispose();
        }
    }

    /// <summary>The lock that the command took and handed down; null where <paramref name="descriptor"/> is not the lock file.</summary>
    public static InstanceLock? TryAdopt(int descriptor, string path)
    {
        var file = new Descriptor(descriptor);
        return OwnedFile.IsStillAt(path, file) && TryLock(file, path) ? new InstanceLock(file, path) : null;
    }

    /// <summary>Takes the record of an earlier daemon out, so that nobody believes it while the new one starts.</summary>
    public void ClearRecord()
    {
        // Where the next is written is common to all who have the lock handed down: a daemon that was started again is not the first.
        if (Libc.ftruncate(_file.Number, 0) != 0 || Libc.lseek(_file.Number, 0, Libc.SEEK_SET) != 0)
        {
            throw Errno.Exception($"write {_path}", Errno.Last);
        }
    }

    /// <summary>What stands there; null where nothing does.</summary>
    public unsafe LockRecord? ReadRecord()
    {
        var text = stackalloc byte[LockRecord.MaxLength];
        var length = (int)Libc.pread(_file.Number, text, LockRecord.MaxLength, 0);
        return length > 0 ? LockRecord.Parse(new ReadOnlySpan<byte>(text, length)) : null;
    }

    public void WriteRecord(LockRecord record)
    {
        ClearRecord();
        record = record with { Path = RealPath.Of(_path) };
        _file.Write(Encoding.UTF8.GetBytes(record.Format()), $"write {_path}");
    }

    /// <summary>Whether it still is what others would find. Whoever has removed the file has left us with a lock that nobody else will ever see.</summary>
    public bool IsStillThere => OwnedFile.IsStillAt(_path, _file);

    public void WriteReady(LockOwner owner) => _file.Write(LockRecord.ReadyLines(owner, RealPath.Of(_path)), $"write {_path}");

    /// <summary>
    /// Puts the lock file back where somebody has removed it: a new file with the same text, of which this lock is then. The descriptor keeps its number, which the
    /// record names. False while another process has the new lock, such as a <c>start</c> that is about to find this daemon; throws where no file can be created.
    /// </summary>
    public unsafe bool TryPutBack()
    {
        var text = stackalloc byte[LockRecord.MaxLength];
        var length = (int)Libc.pread(_file.Number, text, LockRecord.MaxLength, 0);
        using var file = OwnedFile.OpenOrCreate(_path, Libc.O_RDWR);
        if (!TryLock(file, _path) || !OwnedFile.IsStillAt(_path, file))
        {
            return false;
        }

        if (Libc.ftruncate(file.Number, 0) != 0)
        {
            throw Errno.Exception($"write {_path}", Errno.Last);
        }

        file.Write(new ReadOnlySpan<byte>(text, Math.Max(length, 0)), $"write {_path}");
        return Libc.dup3(file.Number, _file.Number, Libc.O_CLOEXEC) >= 0 ? true : throw Errno.Exception("duplicate a descriptor", Errno.Last);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Null where the file cannot be written to any more but a daemon holds its lock: a file system can become read-only while daemons run on it.</summary>
    private static Descriptor? TryOpen(string path, uint? user)
    {
        try
        {
            return OwnedFile.OpenOrCreate(path, Libc.O_RDWR, user);
        }
        catch (DaemonException) when (Sighting.Of(path).State is not (SightingState.Free or SightingState.Unknown))
        {
            return null;
        }
    }

    private static unsafe bool TryLock(Descriptor file, string path)
    {
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        if (Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &whole) == 0)
        {
            return true;
        }

        var errno = Errno.Last;
        return errno is Libc.EAGAIN or Libc.EACCES ? false : throw CannotLock(path, errno);
    }

    /// <summary>Says what is missing where a file cannot be locked, or its lock not be looked at, and the way out.</summary>
    public static DaemonException CannotLock(string path, int errno) => errno switch
    {
        // EINVAL also comes from a file system in user space that does not know the command.
        Libc.EINVAL or Libc.ENOSYS or Libc.EPERM => new DaemonException(
            $"cannot lock {path}: {MissingCall.Describe("fcntl(2) with F_OFD_SETLK", MissingCall.FileLocksSince, errno)}; allow that call, or choose a PidFile on another file system"),
        _ => Errno.Exception($"lock {path}", errno, "choose a PidFile on a file system that has locks, such as /run"),
    };
}
