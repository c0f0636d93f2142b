namespace Daemonize.Platform;

/// <summary>The state of an instance as seen from outside. Reading it takes and changes nothing.</summary>
/// <param name="State">Whether a daemon holds the lock.</param>
/// <param name="Record">The record in the lock file. If the lock is free, this is the previous owner; null if the file has no record
/// yet.</param>
/// <param name="LockFile">The identity of the lock file, which a process is checked against.</param>
/// <param name="Problem">Why the state is <see cref="LockState.Unknown"/>; null otherwise.</param>
internal readonly partial record struct LockProbe(LockState State, LockRecord? Record, FileStat LockFile, DaemonException? Problem)
{
    /// <summary>The number of checks, about 50 ms: more than a command needs from taking the lock to clearing the record.</summary>
    private const int LooksAtHidden = 5;

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

    /// <summary>Whether a process exists that has the daemon's options: the daemon itself, or its watcher.</summary>
    public bool HasProcess => State is LockState.Running or LockState.Waiting;

    /// <summary>Finds the daemon that holds the lock, if it is another than <paramref name="expected"/>; null otherwise.</summary>
    /// <param name="expected">The owner that the instance of the verb would be.</param>
    public LockOwner? FindOther(LockOwner expected) =>
        State is LockState.Running or LockState.Waiting or LockState.Hidden && Record?.Owner is { } owner && owner != expected
            ? owner
            : null;
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
