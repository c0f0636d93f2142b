using Daemonize.Identity;

namespace Daemonize.Commands;

/// <summary>A pid file that another program, or another daemon of this one, uses: whoever holds its lock is not the daemon that is meant.</summary>
internal static class OtherDaemon
{
    /// <summary>What a verb says.</summary>
    /// <param name="instance">The daemon that is meant.</param>
    /// <param name="verb">What was to be done.</param>
    /// <param name="other">The daemon that holds the lock.</param>
    /// <param name="pid">Its process.</param>
    /// <param name="wayOut">What the user can do.</param>
    public static DaemonException Refuse(DaemonInstance instance, string verb, LockOwner other, int pid, string wayOut) =>
        new($"cannot {verb} {instance.Name}: {Describe(instance, other, pid)}{wayOut}");

    /// <summary>The fact, for a sentence.</summary>
    public static string Describe(DaemonInstance instance, LockOwner other, int pid) => $"its pid file {instance.PidFile} is that of {other}, which runs (pid {pid})";
}
