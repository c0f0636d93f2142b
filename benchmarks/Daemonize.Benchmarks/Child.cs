using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Daemonize.Benchmarks;

/// <summary>
/// A process started with posix_spawn(3) and timed from just before its start until its end is known. Its input and output are /dev/null,
/// every process gets the same few environment variables, and no signal is ignored or blocked.
/// </summary>
internal static unsafe class Child
{
    private const string Null = "/dev/null";

    /// <summary>
    /// Runs a command to its end. Throws if the command fails or takes longer than <paramref name="timeout"/>; in the latter case kills it
    /// first.
    /// </summary>
    public static TimeSpan Run(IReadOnlyList<string> command, TimeSpan timeout)
    {
        var start = Stopwatch.GetTimestamp();
        var pid = Start(command);
        if (!WaitForEnd(pid, timeout))
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
            _ = Reap(pid);
            throw new TimeoutException($"'{string.Join(' ', command)}' took longer than {timeout.TotalSeconds} s and was killed");
        }

        var exitCode = Reap(pid);
        var taken = Stopwatch.GetElapsedTime(start);
        return exitCode == 0
            ? taken
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with wait status {exitCode}");
    }

    /// <summary>Starts a command and returns its process id.</summary>
    public static int Start(IReadOnlyList<string> command)
    {
        var attributes = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        var actions = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        var signals = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        _ = Libc.posix_spawnattr_init(attributes);
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_setflags(attributes, Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK);
        _ = Libc.sigfillset(signals);
        _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
        _ = Libc.sigemptyset(signals);
        _ = Libc.posix_spawnattr_setsigmask(attributes, signals);
        _ = Libc.posix_spawn_file_actions_addopen(actions, 0, Null, Libc.O_RDWR, 0);
        _ = Libc.posix_spawn_file_actions_addopen(actions, 1, Null, Libc.O_RDWR, 0);
        _ = Libc.posix_spawn_file_actions_addopen(actions, 2, Null, Libc.O_RDWR, 0);
        var argv = Pointers(command);
        var envp = Pointers(Places.Environment);
        int pid;
        var error = Libc.posix_spawn(&pid, command[0], actions, attributes, argv, envp);
        NativeMemory.Free(argv);
        NativeMemory.Free(envp);
        _ = Libc.posix_spawn_file_actions_destroy(actions);
        _ = Libc.posix_spawnattr_destroy(attributes);
        return error == 0
            ? pid
            : throw new InvalidOperationException($"cannot start {command[0]}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Waits for the end of a process without reaping it. Returns false on a timeout.</summary>
    public static bool WaitForEnd(int pid, TimeSpan timeout)
    {
        var pidfd = (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0);
        if (pidfd < 0)
        {
            return Marshal.GetLastPInvokeError() == Libc.ESRCH;
        }

        var poll = new Libc.pollfd { fd = pidfd, events = Libc.POLLIN };
        var count = Libc.poll(&poll, 1, (int)timeout.TotalMilliseconds);
        _ = Libc.close(pidfd);
        return count > 0;
    }

    /// <summary>Reaps a child that has ended and returns its wait status, 0 for success.</summary>
    public static int Reap(int pid)
    {
        int status;
        while (Libc.waitpid(pid, &status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.EINTR)
            {
                return 0;
            }
        }

        return status;
    }

    /// <summary>Reaps every child that has ended: orphans of measured daemons.</summary>
    public static void ReapAll()
    {
        int status;
        while (Libc.waitpid(-1, &status, Libc.WNOHANG) > 0)
        {
        }
    }

    /// <summary>Ends a process with SIGTERM, then SIGKILL if necessary, and reaps it.</summary>
    public static void End(int pid)
    {
        _ = Libc.kill(pid, Libc.SIGTERM);
        if (!WaitForEnd(pid, TimeSpan.FromSeconds(5)))
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
        }

        _ = Reap(pid);
    }

    private static byte** Pointers(IReadOnlyList<string> strings)
    {
        var size = (nuint)((strings.Count + 1) * sizeof(byte*));
        var length = size;
        foreach (var text in strings)
        {
            length += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        }

        var pointers = (byte**)NativeMemory.AllocZeroed(length);
        var at = (byte*)pointers + size;
        for (var i = 0; i < strings.Count; i++)
        {
            pointers[i] = at;
            at += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(at, (int)length)) + 1;
        }

        return pointers;
    }
}
