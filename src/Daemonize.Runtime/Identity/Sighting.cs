using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>What can be seen of an instance from outside, taking and changing nothing.</summary>
/// <param name="State">Whether a daemon holds the lock.</param>
/// <param name="Record">The record in the lock file. If the lock is free, this is the previous owner; null if the file has no record yet.</param>
/// <param name="LockFile">The lock file's identity, against which a process is checked.</param>
/// <param name="Problem">Why nothing can be said, with <see cref="SightingState.Unknown"/>.</param>
internal readonly record struct Sighting(SightingState State, LockRecord? Record, FileFacts LockFile, DaemonException? Problem)
{
    /// <summary>kill(2): only whether there is such a process is asked.</summary>
    private const int NoSignal = 0;

    /// <summary>Some 50 ms, in which a command gets from the lock to the record.</summary>
    private const int LooksAtHidden = 5;

    public static Sighting Of(string lockFile)
    {
        var number = Libc.open(lockFile, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var errno = Errno.Last;
            return errno == Libc.ENOENT ? new(SightingState.Free, null, default, null) : Unknown(lockFile, errno);
        }

        using var file = new Descriptor(number);
        return OfOpen(file, lockFile);
    }

    /// <summary>The same, and where nobody holds the lock, a daemon whose lock file somebody has removed: it holds the lock of a file without a name.</summary>
    public static Sighting Find(string lockFile)
    {
        var sighting = Of(lockFile);
        return sighting.State == SightingState.Free && RemovedLock.Find(lockFile, sighting.Record) is { } removed ? removed : sighting;
    }

    /// <summary>
    /// The same, and a process that cannot be seen counts only if it still holds the lock a moment later: a command that has just taken it may not have cleared the
    /// record of a daemon yet that ran before the machine was started, or in a container that is gone.
    /// </summary>
    public static Sighting FindSteady(string lockFile)
    {
        var sighting = Find(lockFile);
        var looks = 0;
        while (sighting.State == SightingState.Hidden && ++looks < LooksAtHidden)
        {
            Thread.Sleep(InstanceLock.LookAgain);
            sighting = Find(lockFile);
        }

        return sighting;
    }

    /// <summary>Of a lock file that a process has open, also where that has no name any more; null where it may not be opened.</summary>
    /// <param name="link">The descriptor in /proc.</param>
    /// <param name="lockFile">The file, for messages.</param>
    public static Sighting? TryOfProcess(string link, string lockFile)
    {
        var number = Libc.open(link, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            return null;
        }

        using var file = new Descriptor(number);
        return OfOpen(file, lockFile);
    }

    private static unsafe Sighting OfOpen(Descriptor file, string lockFile)
    {
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        if (!FileFacts.TryRead(file.Number, out var facts, out var error))
        {
            return Unknown(lockFile, error);
        }

        if (Libc.fcntl(file.Number, Libc.F_OFD_GETLK, &whole) != 0)
        {
            return new(SightingState.Unknown, null, default, InstanceLock.CannotLock(lockFile, Errno.Last));
        }

        var record = ReadRecord(file);
        return new(whole.l_type == Libc.F_UNLCK ? SightingState.Free : StateOf(record), record, facts, null);
    }

    /// <summary>Whether there is a process that has the daemon's options: the daemon itself, or its watcher.</summary>
    public bool HasProcess => State is SightingState.Running or SightingState.Waiting;

    /// <summary>The daemon that holds the lock, where that is not the one that is meant; null otherwise.</summary>
    /// <param name="instance">The one that is meant.</param>
    public LockOwner? FindOther(DaemonInstance instance) =>
        State is SightingState.Running or SightingState.Waiting or SightingState.Hidden && Record?.Owner is { } owner && owner != instance.Owner ? owner : null;

    private static unsafe LockRecord? ReadRecord(Descriptor file)
    {
        var text = stackalloc byte[LockRecord.MaxLength];
        return Libc.pread(file.Number, text, LockRecord.MaxLength, 0) is > 0 and var length ? LockRecord.Parse(new ReadOnlySpan<byte>(text, (int)length)) : null;
    }

    private static SightingState StateOf(LockRecord? record) =>
        record is not { } named || (!named.IsReady && named.Wait is null) ? SightingState.Starting
        : IsAlive(named) ? named.IsReady ? SightingState.Running : SightingState.Waiting
        : IsElsewhere(named) ? SightingState.Hidden
        : SightingState.Starting;

    /// <summary>A dead daemon's record lasts until the next one's, and the lock may be held for a moment by a command that only tidies up.</summary>
    private static bool IsAlive(LockRecord record) => ProcFs.TryReadStat(record.Pid) is { } stat && stat.StartTime == record.StartTime;

    /// <summary>Whether the process is one that cannot be seen from here: of another pid namespace or machine, or hidden by /proc (hidepid), which kill(2) tells.</summary>
    private static bool IsElsewhere(LockRecord record) =>
        record.ProcessSpace.Length > 0
        && (record.ProcessSpace != ProcessSpace.Own
            || (ProcFs.TryReadAll(ProcFs.PathOf(record.Pid, "stat"), out _) is null && (Libc.kill(record.Pid, NoSignal) == 0 || Errno.Last == Libc.EPERM)));

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

    /// <summary>The lock is held and its record complete, but the process that it names is not visible from here.</summary>
    Hidden,

    /// <summary>The lock file cannot be read.</summary>
    Unknown,
}
