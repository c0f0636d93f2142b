using System.Runtime.InteropServices;

namespace Daemonize.Lifetime;

/// <summary>
/// Reaps orphans if the daemon is process 1 of a container: processes that a probe or <c>docker exec</c> leaves become its children, and
/// would stay zombies for ever.
/// </summary>
internal static class OrphanReaper
{
    /// <summary>
    /// Makes the runtime reap orphans; only the runtime can do so without taking exit codes from System.Diagnostics.Process. As process 1
    /// it reaps every child on SIGCHLD, but handles SIGCHLD only after the program uses Process or registers for the signal. Null if this
    /// is not process 1.
    /// </summary>
    public static PosixSignalRegistration? Begin() =>
        Environment.ProcessId == 1 && !OperatingSystem.IsWindows()
            ? PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => { })
            : null;
}
