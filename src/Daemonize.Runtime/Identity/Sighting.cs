using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>What can be seen of an instance from outside, taking and changing nothing.</summary>
/// <param name="State">Whether a daemon holds the lock.</param>
/// <param name="Record">Whom the lock file names, which where the lock is free is whom it named last; null where there is no daemon or it has not got that far.</param>
/// <param name="LockFile">The lock file's identity, against which a process is checked.</param>
/// <param name="Problem">Why nothing can be said, with <see cref="SightingState.Unknown"/>.</param>
internal readonly record struct Sighting(SightingState State, LockRecord? Record, FileFacts LockFile, DaemonException? Problem)
{
    public static unsafe Sighting Of(string lockFile)
    {
        var number = Libc.open(lockFile, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var errno = Errno.Last;
            return errno == Libc.ENOENT ? new(SightingState.Free, null, default, null) : Unknown(lockFile, errno);
        }

        using var file = new Descriptor(number);
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        if (!FileFacts.TryRead(number, out var facts, out var error))
        {
            return Unknown(lockFile, error);
        }

        if (Libc.fcntl(number, Libc.F_OFD_GETLK, &whole) != 0)
        {
            return new(SightingState.Unknown, null, default, InstanceLock.CannotLock(lockFile, Errno.Last));
        }

        Span<byte> text = stackalloc byte[LockRecord.MaxLength];
        var record = Descriptor.Read(number, text, out _) is > 0 and var length ? LockRecord.Parse(text[..length]) : null;
        return new(whole.l_type == Libc.F_UNLCK ? SightingState.Free : StateOf(record), record, facts, null);
    }

    /// <summary>Whether there is a process that has the daemon's options: the daemon itself, or its watcher.</summary>
    public bool HasProcess => State is SightingState.Running or SightingState.Waiting;

    private static SightingState StateOf(LockRecord? record) =>
        record is not { } named || !IsAlive(named) ? SightingState.Starting
        : named.IsReady ? SightingState.Running
        : named.Wait is not null ? SightingState.Waiting
        : SightingState.Starting;

    /// <summary>A dead daemon's record lasts until the next one's, and the lock may be held for a moment by a command that only tidies up.</summary>
    private static bool IsAlive(LockRecord record) => ProcFs.TryReadStat(record.Pid) is { } stat && stat.StartTime == record.StartTime;

    private static Sighting Unknown(string lockFile, int errno) =>
        new(SightingState.Unknown, null, default, Errno.Exception($"read {lockFile}", errno));
}

/// <summary>See <see cref="Sighting"/>.</summary>
internal enum SightingState
{
    /// <summary>Nobody holds the lock.</summary>
    Free,

    /// <summary>The lock is held, but not by a daemon that is ready: by a start on its way, or by a command that tidies up.</summary>
    Starting,

    /// <summary>The lock is held by a daemon that has said it is ready.</summary>
    Running,

    /// <summary>The lock is held by the watcher of a daemon that has ended and is to be started again.</summary>
    Waiting,

    /// <summary>The lock file cannot be read.</summary>
    Unknown,
}
