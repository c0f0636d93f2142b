using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Lifetime;

/// <summary>
/// Keeps no files: the daemon runs in its terminal, where it can be seen, and .NET does not tell whether the file at a path is still the
/// one that is open.
/// </summary>
internal static class FileKeeper
{
    /// <summary>Returns null: nothing is kept.</summary>
    public static IDisposable? Begin(DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached) => null;
}
