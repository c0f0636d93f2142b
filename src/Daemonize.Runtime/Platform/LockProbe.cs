using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The state of an instance as seen from outside. Reading it takes and changes nothing.</summary>
/// <param name="State">Whether a daemon holds the lock.</param>
/// <param name="Record">The record in the lock file. If the lock is free, this is the previous owner; null if the file has no record
/// yet.</param>
/// <param name="LockFile">The identity of the lock file, which a process is checked against.</param>
/// <param name="Problem">Why the state is <see cref="LockState.Unknown"/>; null otherwise.</param>
internal readonly record struct LockProbe(LockState State, LockRecord? Record, FileStat LockFile, DaemonException? Problem)
{
    /// <summary>The signal number with which kill(2) only checks that the process exists.</summary>
    private const int NoSignal = 0;

    /// <summary>The number of checks, about 50 ms: more than a command needs from taking the lock to clearing the record.</summary>
    private const int LooksAtHidden = 5;

    public static LockProbe Of(string lockFile)
    {
        var number = Libc.open(lockFile, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var errno = Errno.Last;
            return errno == Libc.ENOENT ? new(LockState.Free, null, default, null) : Unknown(lockFile, errno);
        }

        using var file = new Descriptor(number);
        return OfOpen(file, lockFile);
    }

    /// <summary>
    /// Probes the lock and, if it is free, looks for a daemon whose lock file was removed: it holds the lock of a file without a name.
    /// </summary>
    public static LockProbe Find(string lockFile)
    {
        var probe = Of(lockFile);
        return probe.State == LockState.Free && RemovedLock.Find(lockFile, probe.Record) is { } removed ? removed : probe;
    }

    /// <summary>
    /// Probes as <see cref="Find"/> does, but a process that is not visible counts only if it still holds the lock a moment later: a
    /// command that has just taken the lock may not have cleared the record yet of a daemon from before a reboot or from a container that
    /// is gone.
    /// </summary>
    public static LockProbe FindSteady(string lockFile)
    {
        var probe = Find(lockFile);
        var looks = 0;
        while (probe.State == LockState.Hidden && ++looks < LooksAtHidden)
        {
            // The release of a lock sends no event.
            Thread.Sleep(InstanceLock.LookAgain);
            probe = Find(lockFile);
        }

        return probe;
    }

    /// <summary>Probes a lock file that a process has open, even if it no longer has a name; null if it cannot be opened.</summary>
    /// <param name="link">The path of the descriptor in /proc.</param>
    /// <param name="lockFile">The path of the lock file, for messages.</param>
    public static LockProbe? TryOfProcess(string link, string lockFile)
    {
        var number = Libc.open(link, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            return null;
        }

        using var file = new Descriptor(number);
        return OfOpen(file, lockFile);
    }

    private static unsafe LockProbe OfOpen(Descriptor file, string lockFile)
    {
        var whole = new Libc.flock { l_type = Libc.F_WRLCK };
        if (!FileStat.TryRead(file.Number, out var facts, out var error))
        {
            return Unknown(lockFile, error);
        }

        if (Libc.fcntl(file.Number, Libc.F_OFD_GETLK, &whole) != 0)
        {
            return new(LockState.Unknown, null, default, InstanceLock.CannotLock(lockFile, Errno.Last));
        }

        var record = ReadRecord(file);
        return new(whole.l_type == Libc.F_UNLCK ? LockState.Free : StateOf(record), record, facts, null);
    }

    /// <summary>Whether a process exists that has the daemon's options: the daemon itself, or its watcher.</summary>
    public bool HasProcess => State is LockState.Running or LockState.Waiting;

    /// <summary>Finds the daemon that holds the lock, if it is another than <paramref name="expected"/>; null otherwise.</summary>
    /// <param name="expected">The owner that the instance of the verb would be.</param>
    public LockOwner? FindOther(LockOwner expected) =>
        State is LockState.Running or LockState.Waiting or LockState.Hidden && Record?.Owner is { } owner && owner != expected
            ? owner
            : null;

    private static unsafe LockRecord? ReadRecord(Descriptor file)
    {
        var text = stackalloc byte[LockRecord.MaxLength];
        return Libc.pread(file.Number, text, LockRecord.MaxLength, 0) is > 0 and var length
            ? LockRecord.Parse(new ReadOnlySpan<byte>(text, (int)length))
            : null;
    }

    private static LockState StateOf(LockRecord? record) =>
        record is not { } named || (!named.IsReady && named.Wait is null) ? LockState.Starting
        : IsAlive(named) && named.IsReady ? LockState.Running
        : IsAlive(named) ? LockState.Waiting
        : IsElsewhere(named) ? LockState.Hidden
        : LockState.Starting;

    /// <summary>
    /// Whether the process in the record still runs. A dead daemon's record remains until the next one's, and a command that cleans up may
    /// hold the lock for a moment.
    /// </summary>
    private static bool IsAlive(LockRecord record) => ProcFs.TryReadStat(record.Pid) is { } stat && stat.StartTime == record.StartTime;

    /// <summary>
    /// Whether the process is not visible from here: it is in another pid namespace or on another machine, or /proc hides it (hidepid),
    /// which kill(2) shows.
    /// </summary>
    private static bool IsElsewhere(LockRecord record) =>
        record.ProcessSpace.Length > 0
        && (record.ProcessSpace != ProcessSpace.Own
            || (ProcFs.TryReadAll(ProcFs.PathOf(record.Pid, "stat"), out _) is null
            && (Libc.kill(record.Pid, NoSignal) == 0 || Errno.Last == Libc.EPERM)));

    private static LockProbe Unknown(string lockFile, int errno) =>
        new(LockState.Unknown, null, default, Errno.Exception($"read {lockFile}", errno));
}

/// <summary>The state of a lock that <see cref="LockProbe"/> has read.</summary>
internal enum LockState
{
    /// <summary>No process holds the lock.</summary>
    Free,

    /// <summary>The lock is held, but not by a daemon that is ready: a start is in progress, or a command cleans up.</summary>
    Starting,

    /// <summary>The lock is held by a daemon that has reported that it is ready.</summary>
    Running,

    /// <summary>The lock is held by the watcher of a daemon that has ended and will be started again.</summary>
    Waiting,

    /// <summary>The lock is held and its record complete, but the process in it is not visible from here.</summary>
    Hidden,

    /// <summary>The lock file cannot be read.</summary>
    Unknown,
}
