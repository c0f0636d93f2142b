using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Runs <c>list</c>: finds every running daemon of this user that was built with Daemonize, of any program; for root, those of all users.
/// No registry could be out of date: a daemon is a process that has a locked file open which names that process.
/// </summary>
internal static class RunningDaemons
{
    public static List<DaemonStatus> Find()
    {
        List<DaemonStatus> found = [];
        var user = Libc.geteuid();
        ProcFs.ForEachProcess(pid =>
        {
            if ((user == 0 || ProcFs.TryReadUser(pid) == user) && TryFind(pid) is { } daemon)
            {
                found.Add(daemon);
            }
        });
        found.Sort(static (one, other) => string.CompareOrdinal(one.Program + "\n" + one.Name, other.Program + "\n" + other.Name));
        return found;
    }

    private static DaemonStatus? TryFind(int pid)
    {
        // The list is null if the process has ended, or if only root may see its descriptors.
        bool? mayBeDaemon = null;
        foreach (var descriptor in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            var link = ProcFs.PathOf(pid, $"fd/{descriptor}");
            if (ProcFs.TryReadLink(link) is { } path
                && (IsLock(ref path) || ((mayBeDaemon ??= RemovedLock.MayBeDaemon(pid)) && RemovedLock.MayBeLock(link)))
                && TryDescribe(pid, descriptor, link, path) is { } daemon)
            {
                return daemon;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the name is that of a lock file, ignoring the mark of a removed file. Under another name, only the files of a possible
    /// daemon are opened: the lock file may have been moved.
    /// </summary>
    private static bool IsLock(ref string path)
    {
        path = path.EndsWith(RemovedLock.Mark, StringComparison.Ordinal) ? path[..^RemovedLock.Mark.Length] : path;
        return path.EndsWith(InstanceFiles.LockSuffix, StringComparison.Ordinal);
    }

    /// <summary>Describes the daemon; null unless the lock is held and its file names this process and descriptor.</summary>
    private static DaemonStatus? TryDescribe(int pid, int descriptor, string link, string lockFile)
    {
        if (LockProbe.TryOfProcess(link, lockFile) is not { HasProcess: true, Record: { } record } || record.Pid != pid
            || record.LockDescriptor != descriptor)
        {
            return null;
        }

        lockFile = record.Path.Length > 0 ? record.Path : lockFile;
        var pidFile =
            lockFile.EndsWith(InstanceFiles.LockSuffix, StringComparison.Ordinal) ? lockFile[..^InstanceFiles.LockSuffix.Length] : lockFile;
        var statusFile = StatusFile.PathOf(pidFile);
        var own =
            record.Wait is null
                ? StatusFile.TryRead(statusFile, record)
                : StatusFile.TryReadLast(statusFile, ProcFs.TryReadUser(pid), record);
        var name = OneLine.From(own?.Name ?? record.Owner?.Name ?? Path.GetFileNameWithoutExtension(pidFile));
        var status = record.Wait is { } wait ? Status.Waiting(name, wait, own) : Status.Running(name, pidFile, record, own);
        return status.Program is null
            ? new(status) { Program = record.Owner is { } owner ? OneLine.From(owner.Program) : ProgramOf(pid) }
            : status;
    }

    private static string? ProgramOf(int pid) =>
        ProcFs.TryReadLink(ProcFs.PathOf(pid, "exe")) is { } path ? OneLine.From(Path.GetFileName(path)) : null;
}
