using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>
/// The messages for a pid file that another program or another daemon of this one uses: a different daemon holds its lock.
/// </summary>
internal static class OtherDaemon
{
    /// <summary>Creates the exception for a verb that cannot act on the daemon.</summary>
    /// <param name="instance">The daemon that the verb acts on.</param>
    /// <param name="verb">The verb, for the message.</param>
    /// <param name="other">The daemon that holds the lock.</param>
    /// <param name="pid">The process id of the daemon that holds the lock.</param>
    /// <param name="wayOut">The advice that ends the message.</param>
    public static DaemonException Refuse(DaemonInstance instance, string verb, LockOwner other, int pid, string wayOut) =>
        new($"cannot {verb} {instance.Name}: {Describe(instance.PidFile, other, pid)}{wayOut}");

    /// <summary>Describes the conflict as a part of a sentence.</summary>
    public static string Describe(string pidFile, LockOwner other, int pid) =>
        $"its pid file {pidFile} is that of {other}, which runs (pid {pid})";
}
