using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>When a log is moved away, and how many are kept.</summary>
/// <param name="MaxSize">How many bytes it gets.</param>
/// <param name="Backups">How many are kept, 0 or more.</param>
/// <param name="Compress">Whether these are compressed.</param>
internal sealed record Rotation(long MaxSize, int Backups, bool Compress)
{
    /// <summary>
    /// Moves the file at <paramref name="path"/>, which <paramref name="file"/> is, out of the way, under a lock of the file that another daemon with the same log
    /// takes too.
    /// </summary>
    /// <param name="path">The log.</param>
    /// <param name="file">What is open.</param>
    /// <param name="problem">Why the file is still at its place, as a phrase for a message.</param>
    public MoveResult TryMoveAway(string path, Descriptor file, out string problem)
    {
        problem = "";
        if (SetLock(file, Libc.F_WRLCK) is not 0 and var lockError)
        {
            // Only these two say that somebody has it (fcntl(2)); ENOLCK, EOPNOTSUPP, ENOSYS and the like mean that nobody can.
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
                // logrotate takes no lock: where there is no file any more, it was quicker after all.
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

    /// <summary>Gives the error, or 0.</summary>
    private static unsafe int SetLock(Descriptor file, short type)
    {
        var range = new Libc.flock { l_type = type };
        return Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &range) == 0 ? 0 : Errno.Last;
    }
}

/// <summary>How an attempt to move a log away ended.</summary>
internal enum MoveResult
{
    /// <summary>It is out of the way.</summary>
    Moved,

    /// <summary>It was not at its place: somebody else was quicker.</summary>
    WasMoved,

    /// <summary>Another process has locked it, to move it, which takes an instant.</summary>
    Locked,

    /// <summary>It cannot be moved.</summary>
    Failed,
}
