using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The session that was created for a daemon. It contains every process that the daemon has started and left running.</summary>
internal static class Session
{
    /// <summary>The time between SIGTERM and SIGKILL for a process that outlives its daemon.</summary>
    private static readonly TimeSpan Grace = new(0, 0, 2);

    private const int MaxRounds = 5;

    /// <summary>
    /// Gets the process id of a daemon's watcher; 0 if it has none. The watcher is the daemon's parent in the same session that is not the
    /// session leader: the leader ends as soon as it has started the next process.
    /// </summary>
    public static int WatcherOf(ProcessStat daemon) =>
        daemon is { ParentId: > 1 and var parent, SessionId: not 0 and var session } && parent != session && Libc.getsid(parent) == session
            ? parent
            : 0;

    /// <summary>Ends the remaining processes: SIGTERM, a short wait, SIGKILL. Gives the number of processes found.</summary>
    public static int End(int sessionId)
    {
        var rest = Find(sessionId);
        var found = rest.Count;
        if (found > 0)
        {
            Signal(rest, Libc.SIGTERM);
            Kill(sessionId);
        }

        return found;
    }

    /// <summary>
    /// Kills every process in the session except this one. Repeats until none is found: a process may start another between the search and
    /// the signal.
    /// </summary>
    public static void Kill(int sessionId)
    {
        var rest = Find(sessionId);
        for (var round = 0; rest.Count > 0; round++)
        {
            if (round == MaxRounds)
            {
                throw new DaemonException(
                    $"process {rest[0].Pid} of the daemon's session does not end after SIGKILL; it may wait for a disk or the network");
            }

            Signal(rest, Libc.SIGKILL);
            rest = Find(sessionId);
        }
    }

    private static List<DaemonProcess> Find(int sessionId)
    {
        List<DaemonProcess> found = [];
        if (sessionId <= 0)
        {
            // getsid(2) gives 0 for every process whose session began outside of this pid namespace.
            return found;
        }

        var isAnother = false;
        ProcFs.ForEachProcess(pid =>
        {
            // getsid(2) is fast enough to call for every process. It also succeeds for a zombie, which TryReadStat rules out.
            if (pid != Environment.ProcessId && Libc.getsid(pid) == sessionId && ProcFs.TryReadStat(pid) is not null)
            {
                // The leader of the daemon's session exited after it had started the daemon. A live leader means that the number belongs to
                // a new session.
                isAnother |= pid == sessionId;
                if (DaemonProcess.TryOpenInSession(pid, sessionId) is { } process)
                {
                    found.Add(process);
                }
            }
        });
        if (isAnother)
        {
            found.ForEach(process => process.Dispose());
            found.Clear();
        }

        return found;
    }

    private static void Signal(List<DaemonProcess> processes, int signal)
    {
        // Each of them may be a .NET process with diagnostic files.
        var files = signal == Libc.SIGKILL ? processes.ConvertAll(static process => DiagnosticFiles.Of(process.Pid)) : [];
        foreach (var process in processes)
        {
            process.Signal(signal);
        }

        var deadline = new Deadline(Grace);
        foreach (var process in processes)
        {
            process.WaitForEnd(deadline);
            process.Dispose();
        }

        files.ForEach(static file => file?.Remove());
    }
}
