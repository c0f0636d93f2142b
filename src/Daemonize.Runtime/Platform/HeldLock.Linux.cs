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
            if ((user == 0 ? ProcFs.HasProgram(pid) : ProcFs.TryReadUser(pid) == user) && TryFind(pid, suffix) is { } held)
            {
                visit(held);
            }
        });
    }

    /// <summary>
    /// Finds the lock of a process. Files with the name of a lock come first: nearly every daemon's is one, and no other of its files is
    /// then opened. The standard streams are looked at last: a daemon's lead to its log.
    /// </summary>
    private static HeldLock? TryFind(int pid, string suffix)
    {
        const int streams = 3;
        List<(int Descriptor, string Path)> others = [];

        // The list is null if the process has ended, or if only root may see its descriptors.
        var descriptors = NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [];
        for (var i = 0; i < descriptors.Count; i++)
        {
            var descriptor = descriptors[(i + streams) % descriptors.Count];

            // Only a file has a path: pipes, sockets and the like have a name with a colon.
            if (ProcFs.TryReadLink(LinkOf(pid, descriptor)) is not ['/', ..] target)
            {
                continue;
            }

            var path = WithoutMark(target);
            if (!path.EndsWith(suffix, StringComparison.Ordinal))
            {
                others.Add((descriptor, path));
            }
            else if (TryOpen(pid, descriptor, path) is { } held)
            {
                return held;
            }
        }

        return others.Count > 0 && RemovedLock.MayBeDaemon(pid) ? TryFindMoved(pid, others) : null;
    }

    /// <summary>Finds a lock file that was moved to another name.</summary>
    private static HeldLock? TryFindMoved(int pid, List<(int Descriptor, string Path)> files)
    {
        foreach (var (descriptor, path) in files)
        {
            if (RemovedLock.MayBeLock(LinkOf(pid, descriptor)) && TryOpen(pid, descriptor, path) is { } held)
            {
                return held;
            }
        }

        return null;
    }

    private static HeldLock? TryOpen(int pid, int descriptor, string path) =>
        LockProbe.TryOfProcess(LinkOf(pid, descriptor), path) is { HasProcess: true, Record: { } record }
            && record.Pid == pid && record.LockDescriptor == descriptor
            ? new HeldLock(path, record)
            : null;

    private static string LinkOf(int pid, int descriptor) => ProcFs.PathOf(pid, $"fd/{descriptor}");

    private static string WithoutMark(string path) =>
        path.EndsWith(RemovedLock.Mark, StringComparison.Ordinal) ? path[..^RemovedLock.Mark.Length] : path;
}
