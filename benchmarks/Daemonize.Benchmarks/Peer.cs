using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>A way to run the idle job as a daemon: Daemonize or another tool.</summary>
internal sealed class Peer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public required string Name { get; init; }

    /// <summary>The kind of the bare loop that does the same job: c, aot or jit.</summary>
    public string Kind { get; init; } = "c";

    /// <summary>Whether its start command returns only when the daemon is ready.</summary>
    public required string WaitsForReady { get; init; }

    public required string[] Start { get; init; }

    /// <summary>Its command to stop the daemon. If empty, a plain SIGTERM ends the daemon, which is not timed.</summary>
    public string[] Stop { get; init; } = [];

    /// <summary>The file that it needs to run.</summary>
    public required string Requires { get; init; }

    public string? PidFile { get; init; }

    /// <summary>Whether the pid file names a process that supervises the daemon instead of the daemon.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether the pid file names the daemon, and its parent supervises it.</summary>
    public bool IsWatchedByParent { get; init; }

    /// <summary>The process that supervises the daemon if there is no pid file: it runs before the start and after the stop.</summary>
    public int Watcher { get; init; }

    public bool IsPresent => File.Exists(Requires) || Directory.Exists(Requires);

    /// <summary>Waits until the process that does the job and the one that supervises it exist, and returns them; 0 for none.</summary>
    public (int Job, int Watcher) FindProcesses()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            var named = Watcher != 0 ? Watcher : ReadPidFile();
            var job = named == 0 ? 0
                : IsWatched || Watcher != 0 ? ChildOf(named) : named;
            if (job != 0)
            {
                return (job, WatcherOf(job, named));
            }

            Thread.Sleep(1);
        }

        throw new TimeoutException($"{Name}: no daemon is there {Patience.TotalSeconds} s after its start");
    }

    /// <summary>Waits until the daemon has ended and all its processes are reaped.</summary>
    public void Bury(int job, int watcher)
    {
        foreach (var pid in (ReadOnlySpan<int>)[job, watcher == Watcher ? 0 : watcher])
        {
            if (pid != 0 && !Child.WaitForEnd(pid, Patience))
            {
                throw new TimeoutException($"{Name}: process {pid} is there {Patience.TotalSeconds} s after its stop");
            }
        }

        Child.ReapAll();
        if (PidFile is not null)
        {
            File.Delete(PidFile);
        }
    }

    private int ReadPidFile() =>
        File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile).Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private int WatcherOf(int job, int named)
    {
        if (!IsWatchedByParent)
        {
            return named == job ? 0 : named;
        }

        // The name, in parentheses, may have spaces; the state and the parent follow it.
        var stat = File.ReadAllText($"/proc/{job}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static int ChildOf(int pid)
    {
        var path = $"/proc/{pid}/task/{pid}/children";
        var children = File.Exists(path) ? File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return children is [var only, ..] ? int.Parse(only, CultureInfo.InvariantCulture) : 0;
    }
}
