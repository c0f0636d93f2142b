namespace Daemonize.Platform;

/// <summary>
/// The search of <see cref="RemovedLock"/> for several starts. It goes through the processes of the machine once, and not once for each
/// start: the first start of 200 instances made a million system calls.
/// </summary>
internal sealed class RemovedLocks
{
    private HashSet<string>? _paths;

    /// <summary>Finds the daemon of a lock file that this process has just taken; null if there is none.</summary>
    /// <remarks>
    /// What was held at the first call decides whether to search. A daemon is missed only if it was started after that call, and its lock
    /// file was removed before this one. The scaling lock, which the verb holds, excludes another <c>start</c>, but not a <c>run</c>.
    /// </remarks>
    public LockProbe? Find(string lockFile, LockRecord? last)
    {
        var path = RealPath.Of(lockFile);
        return (last is { } record && RemovedLock.IsOfDead(record, path)) || !(_paths ??= RemovedLock.FindPaths()).Contains(path)
            ? null
            : RemovedLock.Find(lockFile, last);
    }
}
