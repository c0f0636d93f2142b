using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// A process that hears no signal but SIGKILL, whatever its program is: each of its threads is held by ptrace(2). SIGSTOP would not do, for
/// a stop wakes a daemon that is suspended.
/// </summary>
internal sealed class FrozenProcess : IDisposable
{
    /// <summary>The low byte of a status that says that a process was stopped (waitpid(2)).</summary>
    private const int Stopped = 0x7f;

    private const int StoppedMask = 0xff;

    private readonly int _pid;
    private readonly ManualResetEventSlim _isDone = new();
    private readonly Thread _tracer;
    private bool _isFrozen;

    private FrozenProcess(int pid)
    {
        _pid = pid;

        // Only the thread that has attached is the tracer, and its end lets go of the threads.
        _tracer = new Thread(() =>
        {
            var threads = Freeze(pid);
            _isFrozen = threads.Contains(pid);
            _isDone.Set();
            WaitForEnd(threads);
        });
        _tracer.Start();
        _isDone.Wait();
    }

    /// <summary>Freezes a process; null if this user may not.</summary>
    public static FrozenProcess? TryFreeze(int pid)
    {
        var frozen = new FrozenProcess(pid);
        if (frozen._isFrozen)
        {
            return frozen;
        }

        frozen.Dispose();
        return null;
    }

    /// <summary>Kills the process if it still lives, which nothing else can wake up.</summary>
    public void Dispose()
    {
        using (var process = OwnProcess.TryOpen(_pid))
        {
            process?.Signal(Libc.SIGKILL);
        }

        _tracer.Join();
        _isDone.Dispose();
    }

    /// <summary>Holds all threads of a process, and lists them, the first one last.</summary>
    private static List<int> Freeze(int pid)
    {
        List<int> held = [];

        // A thread that is not held yet may start another one.
        for (var before = -1; before != held.Count;)
        {
            before = held.Count;
            foreach (var thread in NumberedEntries.TryList(ProcFs.PathOf(pid, "task"), [], [], out _) ?? [])
            {
                if (!held.Contains(thread) && Hold(thread))
                {
                    held.Add(thread);
                }
            }
        }

        if (held.Remove(pid))
        {
            held.Add(pid);
        }

        return held;
    }

    /// <summary>Waits until the threads have ended: a thread that is traced has ended only when its tracer knows.</summary>
    private static unsafe void WaitForEnd(List<int> threads)
    {
        int status;
        foreach (var thread in threads)
        {
            while (Libc.waitpid(thread, &status, KernelNumbers.WALL) == thread && (status & StoppedMask) == Stopped)
            {
            }
        }
    }

    private static unsafe bool Hold(int thread)
    {
        if (Libc.syscall(KernelNumbers.SYS_ptrace, KernelNumbers.PTRACE_SEIZE, thread, 0, 0) != 0
            || Libc.syscall(KernelNumbers.SYS_ptrace, KernelNumbers.PTRACE_INTERRUPT, thread, 0, 0) != 0)
        {
            return false;
        }

        int status;
        return Libc.waitpid(thread, &status, KernelNumbers.WALL) == thread;
    }
}
