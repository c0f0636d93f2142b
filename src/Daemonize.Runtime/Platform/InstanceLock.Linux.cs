using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The lock that allows only one daemon per pid file. It belongs to the open file description, not to a process (F_OFD_SETLK, fcntl(2)):
/// the command takes it and passes the descriptor on, and it is held until the daemon, the last to have it open, ends in any way.
/// </summary>
/// <remarks>flock(2) does not work: .NET's FileShare uses it, and would refuse any reader. Classic fcntl locks are not inherited.</remarks>
internal sealed class InstanceLock : IDisposable
{
    /// <summary>
    /// The interval at which a lock that another process holds is checked again. Its release sends no event, and inotify instances are
    /// limited (128 per user, which many starts at once would use up).
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

    /// <summary>Takes the lock of <paramref name="path"/>; null if another process has it.</summary>
    /// <param name="path">The path of the lock file.</param>
    /// <param name="user">The user that root's daemon runs as; null for the caller.</param>
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

            // If the file was removed between open and lock, no other process will ever see this lock.
            if (OwnedFile.IsStillAt(path, file))
            {
                return new InstanceLock(file.MoveOutOfTheWay(), path);
            }

            file.Dispose();
        }
    }

    /// <summary>Adopts the lock that the command took and passed on; null if <paramref name="descriptor"/> is not the lock file.</summary>
    public static InstanceLock? TryAdopt(int descriptor, string path)
    {
        var file = new Descriptor(descriptor);
        return OwnedFile.IsStillAt(path, file) && TryLock(file, path) ? new InstanceLock(file, path) : null;
    }

    /// <summary>Clears the record of an earlier daemon, so nobody trusts it while the new one starts.</summary>
    public void ClearRecord()
    {
        // The file offset is shared by all processes that inherited the lock, and an earlier run may have moved it.
        if (Libc.ftruncate(_file.Number, 0) != 0 || Libc.lseek(_file.Number, 0, Libc.SEEK_SET) != 0)
        {
            throw Errno.Exception($"write {_path}", Errno.Last);
        }
    }

    /// <summary>Reads the record; null if the file has none.</summary>
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

    /// <summary>Whether the lock file is still at its path. If it was removed, no other process will ever see this lock.</summary>
    public bool IsStillThere => OwnedFile.IsStillAt(_path, _file);

    public void WriteReady(LockOwner owner) => _file.Write(LockRecord.ReadyLines(owner, RealPath.Of(_path)), $"write {_path}");

    /// <summary>
    /// Recreates a lock file that was removed, with the same text, and moves this lock to the new file. The descriptor keeps its number,
    /// which the record names. False while another process has the new lock, such as a <c>start</c> that is about to find this daemon;
    /// throws if no file can be created.
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
        return Libc.dup3(file.Number, _file.Number, Libc.O_CLOEXEC) >= 0
            ? true
            : throw Errno.Exception("duplicate a descriptor", Errno.Last);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Opens the lock file; null if it is no longer writable but a daemon holds its lock: a file system can become read-only while daemons
    /// run on it.
    /// </summary>
    private static Descriptor? TryOpen(string path, uint? user)
    {
        try
        {
            return OwnedFile.OpenOrCreate(path, Libc.O_RDWR, user);
        }
        catch (DaemonException) when (LockProbe.Of(path).State is not (LockState.Free or LockState.Unknown))
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

    /// <summary>Creates the exception for a file whose lock cannot be taken or read: what is missing, and what to do.</summary>
    public static DaemonException CannotLock(string path, int errno) => errno switch
    {
        // EINVAL also comes from a FUSE file system that does not know the command.
        Libc.EINVAL or Libc.ENOSYS or Libc.EPERM => new DaemonException(
            $"cannot lock {path}: {MissingCall.Describe("fcntl(2) with F_OFD_SETLK", MissingCall.FileLocksSince, errno)}; allow that " +
            "call, or choose a PidFile on another file system"),
        _ => Errno.Exception($"lock {path}", errno, "choose a PidFile on a file system that has locks, such as /run"),
    };
}
