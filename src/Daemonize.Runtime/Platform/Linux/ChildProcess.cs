using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>Learns how the children of this process end (wait(2)).</summary>
internal static class ChildProcess
{
    /// <summary>Stands for any child (waitpid(2)).</summary>
    private const int Any = -1;

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

    /// <summary>Gets the end of any child that has ended; null if none has.</summary>
    /// <param name="pid">The process id of the child.</param>
    public static ProcessEnd? TryReapAny(out int pid) => Wait(Any, Libc.WNOHANG, out pid);

    private static ProcessEnd? Wait(int pid, int options) => Wait(pid, options, out _);

    private static unsafe ProcessEnd? Wait(int pid, int options, out int waited)
    {
        int status;
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
