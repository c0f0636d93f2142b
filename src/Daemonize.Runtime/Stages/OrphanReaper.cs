using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// Reaps orphans where the daemon is process 1 of a container: what a probe or <c>docker exec</c> leaves becomes its child, and would stay a zombie for ever.
/// </summary>
internal static class OrphanReaper
{
    /// <summary>
    /// Has the runtime do it, which only the runtime can without taking exit codes from System.Diagnostics.Process. As process 1 it reaps every child when it
    /// gets SIGCHLD, but does not listen to that before the program uses Process or registers for the signal. Null where this is not process 1.
    /// </summary>
    public static PosixSignalRegistration? Begin() =>
        Environment.ProcessId == 1 ? PosixSignalRegistration.Create((PosixSignal)Libc.SIGCHLD, static _ => { }) : null;
}
