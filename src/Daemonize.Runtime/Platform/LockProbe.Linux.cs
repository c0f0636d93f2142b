using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <content>Probes the lock of an open file description (F_OFD_GETLK, fcntl(2)), whose holder /proc shows.</content>
internal readonly partial record struct LockProbe
{
    /// <summary>The signal number with which kill(2) only checks that the process exists.</summary>
    private const int NoSignal = 0;

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
            return Unknown(lockFile, error.Number);
        }

        if (Libc.fcntl(file.Number, Libc.F_OFD_GETLK, &whole) != 0)
        {
            return new(LockState.Unknown, null, default, InstanceLock.CannotLock(lockFile, Errno.Last));
        }

        var record = ReadRecord(file);
        return new(whole.l_type == Libc.F_UNLCK ? LockState.Free : StateOf(record), record, facts, null);
    }

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
