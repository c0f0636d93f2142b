using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// Finds the daemon of a lock file that is no longer at its path: a cleaner of temporary files, a script or the end of a login session has removed it, somebody has
/// moved it or its directory, or another file system is mounted over it. The daemon puts the file back within seconds; until then, and where it cannot, this is how
/// a verb finds it and how a <c>start</c> keeps from starting a second one.
/// </summary>
internal static class RemovedLock
{
    /// <summary>What the kernel adds to the name of a file that has none any more (proc(5)).</summary>
    public const string Mark = " (deleted)";

    /// <summary>Null where there is none that this user may see.</summary>
    /// <param name="lockFile">The path that the lock file had.</param>
    /// <param name="last">The record in the file that is there now; null where there is no such file, or no record in it.</param>
    public static Sighting? Find(string lockFile, LockRecord? last)
    {
        var path = RealPath.Of(lockFile);
        if (last is { } record && IsOfDead(record, path))
        {
            return null;
        }

        var user = Libc.geteuid();
        Sighting? found = null;
        ProcFs.ForEachProcess(pid =>
        {
            if (found is null && pid != Environment.ProcessId && (user == 0 || ProcFs.TryReadUser(pid) == user) && MayBeDaemon(pid))
            {
                found = FindIn(pid, path, lockFile);
            }
        });
        return found;
    }

    /// <summary>
    /// Whether the file has the record of a daemon that has ended: then this file was its lock, and nobody has put another in its place. That is so at nearly every
    /// start, and saves the search.
    /// </summary>
    private static bool IsOfDead(LockRecord record, string path) =>
        record.Path == path && record.ProcessSpace == ProcessSpace.Own && (ProcFs.TryReadStat(record.Pid) is not { } stat || stat.StartTime != record.StartTime);

    /// <summary>By its arguments, which is a fraction of the cost of its descriptors: a stage, or a verb that runs in the foreground.</summary>
    public static bool MayBeDaemon(int pid)
    {
        ReadOnlySpan<byte> words = ProcFs.TryReadAll(ProcFs.PathOf(pid, "cmdline"), out _) ?? [];
        return words.IndexOf("\0@daemon\0"u8) >= 0 || words.IndexOf("\0@watch\0"u8) >= 0 || words.IndexOf("\0run\0"u8) >= 0 || words.IndexOf("\0once\0"u8) >= 0;
    }

    private static Sighting? FindIn(int pid, string path, string lockFile)
    {
        // None where the process has ended, or is one whose descriptors are for root to see.
        foreach (var number in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            var link = ProcFs.PathOf(pid, $"fd/{number}");
            if (MayBeLock(link)
                && Sighting.TryOfProcess(link, lockFile) is { State: not SightingState.Free } sighting
                && (sighting.Record?.Path == path || ProcFs.TryReadLink(link) == path + Mark))
            {
                return sighting;
            }
        }

        return null;
    }

    /// <summary>Anything but a small plain file is not even opened: it may be a device, or a pipe that waits for somebody.</summary>
    public static bool MayBeLock(string link) => FileFacts.TryRead(link, out var facts, out _) && facts.IsRegular && facts.Size <= LockRecord.MaxLength;
}
