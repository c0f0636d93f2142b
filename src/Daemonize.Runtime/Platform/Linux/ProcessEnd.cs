using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>How a child of this process ended.</summary>
/// <param name="Status">As wait(2) has it: the low seven bits are the signal that killed it, the next byte the exit code.</param>
internal readonly record struct ProcessEnd(int Status)
{
    /// <summary>Null where a signal has killed it.</summary>
    public int? ExitCode => SignalNumber == 0 ? (Status >> 8) & 0xff : null;

    /// <summary>The name of the signal that killed it, or null.</summary>
    public string? Signal => SignalNumber == 0 ? null : SignalName.Of(SignalNumber);

    /// <summary>As a shell tells it: 128 and the signal's number where one has killed it.</summary>
    public int ShellCode => ExitCode ?? 128 + SignalNumber;

    private int SignalNumber => Status & 0x7f;

    /// <summary>One that exited with a code.</summary>
    public static ProcessEnd OfExit(int exitCode) => new(exitCode << 8);

    /// <summary>
    /// Has the kernel keep how children end until they are reaped. It does not where SIGCHLD is ignored (wait(2)), and a caller that ignores it hands that
    /// on (execve(2)).
    /// </summary>
    public static unsafe void KeepUntilReaped()
    {
        // The handler comes first in struct sigaction; all zeros are SIG_DFL.
        var action = stackalloc nint[Libc.OpaqueSize / sizeof(nint)];
        if (Libc.sigaction(Libc.SIGCHLD, null, action) == 0 && action[0] == Libc.SIG_IGN)
        {
            NativeMemory.Clear(action, Libc.OpaqueSize);
            _ = Libc.sigaction(Libc.SIGCHLD, action, null);
        }
    }

    /// <summary>Waits for the end of a child; null when it is none.</summary>
    public static ProcessEnd? Reap(int pid) => Wait(pid, options: 0);

    /// <summary>The end of a child; null while it runs.</summary>
    public static ProcessEnd? TryReap(int pid) => Wait(pid, Libc.WNOHANG);

    /// <summary>As a phrase that follows the name of the process.</summary>
    public override string ToString() => Signal is { } signal ? $"was killed by {signal}" : $"exited with code {ExitCode}";

    private static unsafe ProcessEnd? Wait(int pid, int options)
    {
        int status;
        int waited;
        while ((waited = Libc.waitpid(pid, &status, options)) < 0)
        {
            if (Errno.Last != Libc.EINTR)
            {
                return null;
            }
        }

        return waited == 0 ? null : new ProcessEnd(status);
    }
}
