using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.LogOutput;

/// <summary>Determines when a log is moved away, and how many of them are kept.</summary>
/// <param name="MaxSize">The size in bytes at which the log is moved away.</param>
/// <param name="Backups">The number of logs to keep, 0 or more.</param>
/// <param name="Compress">Whether the logs that are kept are compressed.</param>
internal sealed record Rotation(long MaxSize, int Backups, bool Compress)
{
    /// <summary>
    /// Moves the file at <paramref name="path"/>, which is <paramref name="file"/>, out of the way, under a lock of the file that another
    /// daemon with the same log takes too.
    /// </summary>
    /// <param name="path">The path of the log.</param>
    /// <param name="file">The log that this process has open.</param>
    /// <param name="problem">Why the file is still at its place, as a phrase for a message.</param>
    public MoveResult TryMoveAway(string path, Descriptor file, out string problem)
    {
        problem = "";
        if (SetLock(file, Libc.F_WRLCK) is not 0 and var lockError)
        {
            // Only these two mean that another process has the lock (fcntl(2)); ENOLCK, EOPNOTSUPP, ENOSYS and the like mean that no
            // process can have it.
            var isHeld = lockError is Libc.EAGAIN or Libc.EACCES;
            problem = isHeld ? "another process holds a lock of it" : $"cannot lock it: {Errno.Message(lockError)}";
            return isHeld ? MoveResult.Locked : MoveResult.Failed;
        }

        if (!OwnedFile.IsStillAt(path, file))
        {
            return MoveResult.WasMoved;
        }

        var errno = RotatedNames.Shift(path, Backups);
        if (errno == 0 && (Backups == 0 ? Libc.unlink(path) : Libc.rename(path, RotatedNames.Of(path, 1))) != 0)
        {
            errno = Errno.Last;
            if (errno == Libc.ENOENT)
            {
                // logrotate takes no lock: if the file is missing, logrotate was quicker after all.
                return MoveResult.WasMoved;
            }
        }

        if (errno == 0)
        {
            return MoveResult.Moved;
        }

        // The file stays in use here, but another daemon with the same log may have the right to move it.
        _ = SetLock(file, Libc.F_UNLCK);
        problem = Errno.Message(errno);
        return MoveResult.Failed;
    }

    /// <summary>Sets or releases the lock. Returns the error, or 0.</summary>
    private static unsafe int SetLock(Descriptor file, short type)
    {
        var range = new Libc.flock { l_type = type };
        return Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &range) == 0 ? 0 : Errno.Last;
    }
}

/// <summary>The result of an attempt to move a log away.</summary>
internal enum MoveResult
{
    /// <summary>The log is out of the way.</summary>
    Moved,

    /// <summary>The log was not at its place: another process was quicker.</summary>
    WasMoved,

    /// <summary>Another process has locked the log to move it, which takes an instant.</summary>
    Locked,

    /// <summary>The log cannot be moved.</summary>
    Failed,
}
