namespace Daemonize.Platform.Linux;

/// <summary>This process as /proc has it, looked at once: behind a chroot(2) there may be no /proc.</summary>
internal static class ThisProcess
{
    public static ProcessStat? Stat { get; } = ProcFs.TryReadStat(Environment.ProcessId);

    /// <summary>When it started, in clock ticks since boot: with the process id, what tells this run from all others.</summary>
    public static long StartTime => Stat?.StartTime ?? throw new DaemonException("cannot read /proc/self/stat; a daemon needs /proc to be mounted");
}
