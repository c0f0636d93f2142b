using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// A process that this process has started, itself or by another one. A pidfd holds it, so that no signal can reach a process that gets its
/// id later.
/// </summary>
internal sealed class OwnProcess : IDisposable
{
    private readonly Descriptor _pidfd;

    private OwnProcess(Descriptor pidfd, int pid)
    {
        _pidfd = pidfd;
        Id = pid;
    }

    public int Id { get; }

    /// <summary>Opens a process; null if it has gone, or if this process has not started it.</summary>
    public static OwnProcess? TryOpen(int pid)
    {
        var number = pid > 1 ? (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0, 0, 0) : -1;
        if (number < 0)
        {
            return null;
        }

        // Only now, as the id may have passed to another process just before.
        var process = new OwnProcess(new Descriptor(number).MoveOutOfTheWay(), pid);
        if (IsDescendant(pid))
        {
            return process;
        }

        process.Dispose();
        return null;
    }

    /// <summary>Lists the processes that this one has started and that have not ended; orphans are its children.</summary>
    public static List<int> FindAll()
    {
        List<int> found = [];
        ProcFs.ForEachProcess(pid =>
        {
            if (pid != Environment.ProcessId && TryReadAny(pid) is { State: not ('Z' or 'X') } && IsDescendant(pid))
            {
                found.Add(pid);
            }
        });
        return found;
    }

    /// <summary>
    /// Kills all processes that this one has started, and waits for their end; not for ever, as one may wait for a disk.
    /// </summary>
    public static void EndAll()
    {
        // A process may start another just before it is killed.
        const int rounds = 20;
        for (var round = 0; round < rounds && FindAll() is { Count: > 0 } all; round++)
        {
            foreach (var pid in all)
            {
                using var process = TryOpen(pid);
                process?.Signal(Libc.SIGKILL);
                _ = process?.WaitForEnd(new TimeSpan(0, 0, 1));
            }

            ReapOrphans();
        }

        ReapOrphans();
    }

    /// <summary>Reaps what has ended, which in a pid namespace nobody else does.</summary>
    public static void ReapOrphans()
    {
        while (ChildProcess.TryReapAny(out _) is not null)
        {
        }
    }

    /// <summary>Sends a signal; nothing happens if the process has ended.</summary>
    public void Signal(int signal) => _ = Libc.syscall(Libc.SYS_pidfd_send_signal, _pidfd.Number, signal, 0, 0);

    /// <summary>Waits for the end of the process, even if nobody reaps it; false if the time is over before.</summary>
    public bool WaitForEnd(TimeSpan limit) => new Deadline(limit).WaitForInput(_pidfd.Number);

    /// <summary>Reaps the process, which has ended; null if another process is its parent.</summary>
    public ProcessEnd? Reap() => ChildProcess.Reap(Id);

    public void Dispose() => _pidfd.Dispose();

    private static bool IsDescendant(int pid)
    {
        var self = Environment.ProcessId;
        for (var ancestor = pid; ancestor > 0; ancestor = TryReadAny(ancestor)?.ParentId ?? 0)
        {
            if (ancestor == self)
            {
                return true;
            }
        }

        return false;
    }

    private static ProcessStat? TryReadAny(int pid) =>
        ProcFs.TryReadAll(ProcFs.PathOf(pid, "stat"), out _) is { } text ? ProcessStat.ParseAny(text) : null;
}
