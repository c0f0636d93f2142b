namespace Daemonize.Platform.Linux;

/// <summary>This process as /proc shows it, read once: after chroot(2) there may be no /proc.</summary>
internal static class ThisProcess
{
    public static ProcessStat? Stat { get; } = ProcFs.TryReadStat(Environment.ProcessId);

    /// <summary>
    /// When the process started, in clock ticks since boot; with the process id it distinguishes this run from all others.
    /// </summary>
    public static long StartTime =>
        Stat?.StartTime ?? throw new DaemonException("cannot read /proc/self/stat; a daemon needs /proc to be mounted");
}
