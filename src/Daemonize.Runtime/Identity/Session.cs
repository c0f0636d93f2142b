using Daemonize.Platform.Linux;
using Daemonize.Stages;

namespace Daemonize.Identity;

/// <summary>The session that was made for a daemon: what it started and left running is in it still.</summary>
internal static class Session
{
    /// <summary>How long a process that outlives its daemon has between SIGTERM and SIGKILL.</summary>
    private static readonly TimeSpan Grace = new(0, 0, 2);

    private const int MaxRounds = 5;

    /// <summary>
    /// The watcher of a daemon: its parent, where that is of its session and not the first process there; otherwise 0. That first one ends when it has started the
    /// next, so that such a parent can be nothing else.
    /// </summary>
    public static int WatcherOf(ProcessStat daemon) => daemon is { ParentId: > 1 and var parent, SessionId: not 0 and var session } && parent != session && Libc.getsid(parent) == session ? parent : 0;

    /// <summary>Ends whatever is left: SIGTERM, a moment, SIGKILL. Gives the number of processes that were found.</summary>
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

    /// <summary>Kills everything in it but this process, looking again until nothing is found: a process may have started another between our look and our signal.</summary>
    public static void Kill(int sessionId)
    {
        var rest = Find(sessionId);
        for (var round = 0; rest.Count > 0; round++)
        {
            if (round == MaxRounds)
            {
                throw new DaemonException($"process {rest[0].Pid} of the daemon's session does not end after SIGKILL; it may wait for a disk or the network");
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
            // What getsid(2) gives for every process whose session was begun outside of this pid namespace.
            return found;
        }

        var isAnother = false;
        ProcFs.ForEachProcess(pid =>
        {
            // Every process there is gets the one quick call; to a zombie's answer, the second says that it has ended.
            if (pid != Environment.ProcessId && Libc.getsid(pid) == sessionId && ProcFs.TryReadStat(pid) is not null)
            {
                // The leader of our session exited when it had started the daemon. One that lives means that the number was given to a new session.
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
        // Any of them may be a process of .NET.
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
