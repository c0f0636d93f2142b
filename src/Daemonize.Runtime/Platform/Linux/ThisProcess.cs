namespace Daemonize.Platform.Linux;

/// <summary>This process as /proc has it, looked at once: behind a chroot(2) there may be no /proc.</summary>
internal static class ThisProcess
{
    public static ProcessStat? Stat { get; } = ProcFs.TryReadStat(Environment.ProcessId);
}
