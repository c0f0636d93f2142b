using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>The way in which a child of this process ended.</summary>
/// <param name="Status">The status of wait(2): the low seven bits are the signal that killed the child, the next byte is the exit
/// code.</param>
internal readonly record struct ProcessEnd(int Status)
{
    /// <summary>The exit code; null if a signal has killed the child.</summary>
    public int? ExitCode => SignalNumber == 0 ? (Status >> 8) & 0xff : null;

    /// <summary>The name of the signal that killed the child; null if it exited.</summary>
    public string? Signal => SignalNumber == 0 ? null : SignalName.Of(SignalNumber);

    /// <summary>The exit code that a shell reports: 128 plus the signal's number if a signal has killed the child.</summary>
    public int ShellCode => ExitCode ?? 128 + SignalNumber;

    private int SignalNumber => Status & 0x7f;

    /// <summary>Creates the end of a child that exited with a code.</summary>
    public static ProcessEnd OfExit(int exitCode) => new(exitCode << 8);

    /// <summary>
    /// Makes the kernel keep the status of children until they are reaped. It does not while SIGCHLD is ignored (wait(2)), and a caller
    /// that ignores SIGCHLD passes that on (execve(2)).
    /// </summary>
    public static unsafe void KeepUntilReaped()
    {
        // The handler is the first field of struct sigaction; all zeros are SIG_DFL.
        var action = stackalloc nint[Libc.OpaqueSize / sizeof(nint)];
        if (Libc.sigaction(Libc.SIGCHLD, null, action) == 0 && action[0] == Libc.SIG_IGN)
        {
            NativeMemory.Clear(action, Libc.OpaqueSize);
            _ = Libc.sigaction(Libc.SIGCHLD, action, null);
        }
    }

    /// <summary>Waits for the end of a child; null if the process is not a child.</summary>
    public static ProcessEnd? Reap(int pid) => Wait(pid, options: 0);

    /// <summary>Gets the end of a child; null while it runs.</summary>
    public static ProcessEnd? TryReap(int pid) => Wait(pid, Libc.WNOHANG);

    /// <summary>Gets a phrase that follows the name of the process.</summary>
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
