namespace Daemonize.Benchmarks;

/// <summary>
/// <c>start-stop</c>: the time of the start and stop commands of an idle daemon, compared with a hello world of the same run.
/// </summary>
internal static class StartStop
{
    private const int WarmUp = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The pause between start and stop, so that the daemon is idle and no longer starting.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    public static void Run(int rounds)
    {
        using var supervisor = Supervisor.TryStart();
        var peers = Peers.All(supervisor).ToList();
        var hello = new Dictionary<string, List<double>> { ["jit"] = [], ["aot"] = [] };
        var starts = peers.ToDictionary(peer => peer, _ => new List<double>());
        var stops = peers.ToDictionary(peer => peer, _ => new List<double>());
        Machine.Print($"start-stop: medians of {rounds} interleaved rounds");
        for (var round = -WarmUp; round < rounds; round++)
        {
            foreach (var (kind, times) in hello)
            {
                Note(round, times, Child.Run(Peers.Hello(kind), Timeout));
            }

            foreach (var peer in peers.Where(peer => peer.IsPresent))
            {
                var (start, stop) = Measure(peer);
                Note(round, starts[peer], start);
                if (stop is { } time)
                {
                    Note(round, stops[peer], time);
                }
            }
        }

        Print(hello, peers, starts, stops);
        Machine.PrintLoad();
    }

    /// <summary>Starts and stops one daemon, and leaves none behind even on failure.</summary>
    private static (TimeSpan Start, TimeSpan? Stop) Measure(Peer peer)
    {
        var start = Child.Run(peer.Start, Timeout);
        var (job, watcher) = peer.FindProcesses();
        try
        {
            Thread.Sleep(Settle);
            var stop = Stop(peer, job, watcher);
            peer.Bury(job, watcher);
            return (start, stop);
        }
        catch
        {
            _ = Libc.kill(job, Libc.SIGKILL);
            throw;
        }
    }

    /// <summary>Stops the daemon and returns the time of the stop command, or null if the peer has none.</summary>
    private static TimeSpan? Stop(Peer peer, int job, int watcher)
    {
        // This process adopts orphans. It reaps them at once, as init does: a command that waits for their end would see a zombie as alive.
        var orphan = watcher == 0 ? job
            : peer.IsWatched ? watcher : 0;
        var reaper = new Thread(() => Child.Reap(orphan)) { IsBackground = true };
        if (orphan != 0)
        {
            reaper.Start();
        }

        if (peer.Stop.Length > 0)
        {
            return Child.Run(peer.Stop, Timeout);
        }

        _ = Libc.kill(job, Libc.SIGTERM);
        return null;
    }

    private static void Note(int round, List<double> times, TimeSpan time)
    {
        if (round >= 0)
        {
            times.Add(time.TotalMilliseconds);
        }
    }

    private static void Print(
        Dictionary<string, List<double>> hello, List<Peer> peers, Dictionary<Peer, List<double>> starts,
        Dictionary<Peer, List<double>> stops)
    {
        var jit = Statistics.Median(hello["jit"]);
        var aot = Statistics.Median(hello["aot"]);
        var table =
            new MarkdownTable(
                "", "start, ms", "p90", "× hello JIT", "× hello AOT", "waits until ready", "stop, ms", "p90", "× hello JIT", "× hello AOT");
        foreach (var (kind, times) in hello)
        {
            table.Add([$"hello world, {Peers.Label(kind)}", .. Cells(times, jit, aot), "", "", "", "", ""]);
        }

        foreach (var peer in peers)
        {
            table.Add(peer.IsPresent
                ? [peer.Name, .. Cells(starts[peer], jit, aot), peer.WaitsForReady, .. Cells(stops[peer], jit, aot)]
                : [peer.Name, "absent: run benchmarks/install-peers", "", "", "", "", "", "", "", ""]);
        }

        table.Print();
    }

    private static string[] Cells(List<double> times, double jit, double aot)
    {
        var median = Statistics.Median(times);
        return
        [
            MarkdownTable.Figure(median, "0.0"),
            MarkdownTable.Figure(Statistics.Percentile(times, 90), "0.0"),
            MarkdownTable.Figure(median / jit, "0.00"),
            MarkdownTable.Figure(median / aot, "0.00"),
        ];
    }
}
