using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// Finds the daemon of a lock file that is no longer at its path: a cleaner of temporary files, a script or the end of a login session has
/// removed it, it or its directory was moved, or another file system is mounted over it. The daemon recreates the file within seconds.
/// Until then, or if it cannot, verbs find the daemon here, and <c>start</c> does not start a second one.
/// </summary>
internal static class RemovedLock
{
    /// <summary>The suffix that the kernel adds to the name of an unlinked file (proc(5)).</summary>
    public const string Mark = " (deleted)";

    /// <summary>Finds the daemon; null if there is none that this user may see.</summary>
    /// <param name="lockFile">The path that the lock file had.</param>
    /// <param name="last">The record in the file that is there now; null if there is no file, or no record in it.</param>
    public static LockProbe? Find(string lockFile, LockRecord? last)
    {
        var path = RealPath.Of(lockFile);
        if (last is { } record && IsOfDead(record, path))
        {
            return null;
        }

        LockProbe? found = null;
        ForEachDaemon(pid => found ??= FindIn(pid, path, lockFile));
        return found;
    }

    /// <summary>
    /// Whether the file has the record of a daemon that has ended. Then the file was that daemon's lock, and no other file has taken its
    /// place. This holds at nearly every start, and avoids the search.
    /// </summary>
    public static bool IsOfDead(LockRecord record, string path) =>
        record.Path == path && record.ProcessSpace == ProcessSpace.Own
        && (ProcFs.TryReadStat(record.Pid) is not { } stat || stat.StartTime != record.StartTime);

    /// <summary>
    /// Whether a process may be a daemon, by its arguments: a stage, or a verb that runs in the foreground. Reading them costs a fraction
    /// of reading its descriptors.
    /// </summary>
    public static bool MayBeDaemon(int pid)
    {
        ReadOnlySpan<byte> words = ProcFs.TryReadAll(ProcFs.PathOf(pid, "cmdline"), out _) ?? [];
        return words.IndexOf("\0@daemon\0"u8) >= 0 || words.IndexOf("\0@watch\0"u8) >= 0 || words.IndexOf("\0run\0"u8) >= 0
            || words.IndexOf("\0once\0"u8) >= 0;
    }

    /// <summary>
    /// Finds the paths of all locks that daemons hold: those in the records, and those that the files have now or had last.
    /// </summary>
    public static HashSet<string> FindPaths()
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        ForEachDaemon(pid =>
        {
            foreach (var (link, probe) in LocksOf(pid, ""))
            {
                AddIfKnown(probe.Record?.Path);
                AddIfKnown(ProcFs.TryReadLink(link) is { } target && target.EndsWith(Mark, StringComparison.Ordinal)
                    ? target[..^Mark.Length]
                    : null);
            }
        });
        return paths;

        void AddIfKnown(string? path)
        {
            if (path is not null)
            {
                paths.Add(path);
            }
        }
    }

    private static void ForEachDaemon(Action<int> visit)
    {
        var user = Libc.geteuid();
        ProcFs.ForEachProcess(pid =>
        {
            if (pid != Environment.ProcessId && (user == 0 || ProcFs.TryReadUser(pid) == user) && MayBeDaemon(pid))
            {
                visit(pid);
            }
        });
    }

    private static LockProbe? FindIn(int pid, string path, string lockFile)
    {
        foreach (var (link, probe) in LocksOf(pid, lockFile))
        {
            if (probe.Record?.Path == path || ProcFs.TryReadLink(link) == path + Mark)
            {
                return probe;
            }
        }

        return null;
    }

    /// <summary>Gets the locks that are held of the files that a process has open, with the links to them in /proc.</summary>
    private static IEnumerable<(string Link, LockProbe Probe)> LocksOf(int pid, string lockFile)
    {
        // The list is null if the process has ended, or if only root may see its descriptors.
        foreach (var number in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            var link = ProcFs.PathOf(pid, $"fd/{number}");
            if (MayBeLock(link) && LockProbe.TryOfProcess(link, lockFile) is { State: not LockState.Free } probe)
            {
                yield return (link, probe);
            }
        }
    }

    /// <summary>
    /// Whether the descriptor may be a lock file. Only small regular files are opened: a device or a pipe could have side effects or block.
    /// </summary>
    public static bool MayBeLock(string link) =>
        FileStat.TryRead(link, out var facts, out _) && facts.IsRegular && facts.Size <= LockRecord.MaxLength;
}
