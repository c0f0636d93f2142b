using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>A lock file that a daemon holds, found without knowing its path.</summary>
/// <param name="Path">The path of the lock file as the process has it open.</param>
/// <param name="Record">The record in the file, which names the process.</param>
internal sealed record HeldLock(string Path, LockRecord Record)
{
    /// <summary>Calls <paramref name="visit"/> with each lock that a daemon of this user holds; for root, of all users.</summary>
    /// <param name="suffix">The end of the name of a lock file. Under another name, only the files of a possible daemon are opened: the
    /// lock file may have been moved.</param>
    /// <param name="visit">Receives each lock, in no order.</param>
    public static void ForEach(string suffix, Action<HeldLock> visit)
    {
        var user = ThisProcess.UserId;
        ProcFs.ForEachProcess(pid =>
        {
            if ((user == 0 || ProcFs.TryReadUser(pid) == user) && TryFind(pid, suffix) is { } held)
            {
                visit(held);
            }
        });
    }

    private static HeldLock? TryFind(int pid, string suffix)
    {
        // The list is null if the process has ended, or if only root may see its descriptors.
        bool? mayBeDaemon = null;
        foreach (var descriptor in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            var link = ProcFs.PathOf(pid, $"fd/{descriptor}");
            if (ProcFs.TryReadLink(link) is { } target && WithoutMark(target) is var path
                && (path.EndsWith(suffix, StringComparison.Ordinal)
                    || ((mayBeDaemon ??= RemovedLock.MayBeDaemon(pid)) && RemovedLock.MayBeLock(link)))
                && LockProbe.TryOfProcess(link, path) is { HasProcess: true, Record: { } record }
                && record.Pid == pid && record.LockDescriptor == descriptor)
            {
                return new HeldLock(path, record);
            }
        }

        return null;
    }

    private static string WithoutMark(string path) =>
        path.EndsWith(RemovedLock.Mark, StringComparison.Ordinal) ? path[..^RemovedLock.Mark.Length] : path;
}
