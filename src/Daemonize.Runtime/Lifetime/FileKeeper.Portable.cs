using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Keeps no files: the daemon runs in its terminal, where it can be seen, and .NET does not tell whether the file at a path is still the
/// one that is open.
/// </summary>
internal sealed class FileKeeper : IDisposable, IUpkeep
{
    /// <summary>Returns null: nothing is kept.</summary>
    public static FileKeeper? Begin(
        DaemonInstance instance, InstanceLock held, PidFile pidFile, HistoryKeeper history, bool isDetached) => null;

    long IUpkeep.Look() => long.MaxValue;

    public void Dispose()
    {
    }
}
