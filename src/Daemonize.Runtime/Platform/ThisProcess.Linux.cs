using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>This process: its user, and what /proc shows of it, read once, because after chroot(2) there may be no /proc.</summary>
internal static class ThisProcess
{
    /// <summary>Gets the effective user id.</summary>
    public static uint UserId => Libc.geteuid();

    /// <summary>Gets the effective group id.</summary>
    public static uint GroupId => Libc.getegid();

    public static bool IsRoot => UserId == 0;

    public static ProcessStat? Stat { get; } = ProcFs.TryReadStat(Environment.ProcessId);

    /// <summary>
    /// When the process started, in clock ticks since boot; with the process id it distinguishes this run from all others.
    /// </summary>
    public static long StartTime =>
        Stat?.StartTime ?? throw new DaemonException("cannot read /proc/self/stat; a daemon needs /proc to be mounted");
}
