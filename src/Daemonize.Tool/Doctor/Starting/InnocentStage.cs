using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// A process in the sandbox that does nothing, <c>daemonize @innocent</c>. Nobody but its parent may signal it: it blocks signals, so that
/// one that has come is still to be seen.
/// </summary>
internal static class InnocentStage
{
    public const string Verb = "@innocent";

    /// <summary>The signals that are blocked: all that a verb may send by mistake. SIGKILL ends the process.</summary>
    public static readonly int[] Blocked =
    [
        SignalNumber.HangUp, Libc.SIGINT, KernelNumbers.SIGQUIT, Libc.SIGUSR1, KernelNumbers.SIGUSR2,
        SignalNumber.Terminate,
    ];

    public static int Run()
    {
        Thread.Sleep(Timeout.Infinite);
        return DaemonExitCode.Success;
    }

    /// <summary>Gets the signals that have come to a process and that it blocks; bit 0 is signal 1.</summary>
    public static ulong PendingOf(int pid) => new LiveProcess(pid, default, default).StatusBits("ShdPnd");
}
