namespace Daemonize.Platform.Linux;

/// <summary>
/// Files that only their owner may use, in a directory that only their owner may use: what the owner creates is checked again.
/// </summary>
internal static unsafe class PrivateFile
{
    public const uint Mode = 0b110_000_000;

    /// <summary>Checks a file that was opened, and closes it if it is refused.</summary>
    /// <param name="file">The open file, which was just opened.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <param name="type">The type that it must have: S_IFREG or S_IFIFO.</param>
    public static void Check(Descriptor file, string path, int type)
    {
        var isRead = FileStat.TryRead(file.Number, out var facts, out var error);
        var refusal =
            !isRead ? $"it cannot be read ({error.Message})"
            : type == Libc.S_IFREG && !facts.IsRegular ? "it is not a regular file"
            : type == Libc.S_IFIFO && !facts.IsFifo ? "it is not a FIFO"
            : facts.Links > 1 ? "it has other names (hard links)"
            : facts.Owner != Libc.geteuid() ? $"it belongs to {ProcFs.UserName(facts.Owner)}"
            : null;
        if (refusal is not null)
        {
            file.Dispose();
            throw new DaemonException($"will not use {path}: {refusal}; remove it", DaemonExitCode.NoPermission);
        }
    }

    /// <summary>
    /// Takes the write lock of a whole file for its open file description (fcntl(2)); false if another one has it. Without the lock, the
    /// file is closed.
    /// </summary>
    public static bool TryLock(Descriptor file, string path)
    {
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        if (Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &whole) == 0)
        {
            return true;
        }

        var errno = Errno.Last;
        file.Dispose();
        return errno is Libc.EAGAIN or Libc.EACCES ? false : throw CannotLock(path, errno);
    }

    /// <summary>
    /// Gives the lock up and closes the file. Closing is not enough: a process that another thread starts at this moment has all
    /// descriptors between its fork and its exec, and would keep the lock so long.
    /// </summary>
    public static void Unlock(Descriptor file)
    {
        var whole = new Libc.flock { l_type = Libc.F_UNLCK };
        _ = Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &whole);
        file.Dispose();
    }

    /// <summary>Whether an open file description other than this one has the lock.</summary>
    public static bool IsLocked(Descriptor file, string path)
    {
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        return Libc.fcntl(file.Number, Libc.F_OFD_GETLK, &whole) == 0 ? whole.l_type != Libc.F_UNLCK : throw CannotLock(path, Errno.Last);
    }

    /// <summary>Creates the exception for a file that cannot be opened.</summary>
    public static DaemonException CannotOpen(string path, int errno) => errno == Libc.ELOOP
        ? new DaemonException($"will not use {path}: it is a symbolic link; remove it", DaemonExitCode.NoPermission)
        : Errno.Exception($"open {path}", errno);

    private static DaemonException CannotLock(string path, int errno) => errno is Libc.EINVAL or Libc.ENOSYS or Libc.EPERM
        ? new DaemonException(
            $"cannot lock {path}: {MissingCall.Describe("fcntl(2) with F_OFD_SETLK", MissingCall.FileLocksSince, errno)}",
            DaemonExitCode.NotImplemented)
        : Errno.Exception($"lock {path}", errno);
}
