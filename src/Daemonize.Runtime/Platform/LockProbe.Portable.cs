namespace Daemonize.Platform;

/// <content>Probes a file that its holder has opened with <see cref="FileShare.None"/>, and the record next to it.</content>
internal readonly partial record struct LockProbe
{
    public static LockProbe Of(string lockFile)
    {
        try
        {
            var isHeld = InstanceLock.IsHeld(lockFile) == true;
            var record = InstanceLock.ReadRecord(lockFile);
            return new(isHeld ? StateOf(record) : LockState.Free, record, default, null);
        }
        catch (DaemonException exception)
        {
            return new(LockState.Unknown, null, default, exception);
        }
    }

    /// <summary>Probes the lock. A daemon whose lock file was removed is not found.</summary>
    public static LockProbe Find(string lockFile) => Of(lockFile);

    private static LockState StateOf(LockRecord? record)
    {
        if (record is not { IsReady: true } named)
        {
            return LockState.Starting;
        }

        using var process = ProcessTable.TryOpen(named.Pid, named.StartTime);
        return process is null ? LockState.Starting : LockState.Running;
    }
}
