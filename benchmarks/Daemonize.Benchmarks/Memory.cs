namespace Daemonize.Benchmarks;

/// <summary><c>memory</c>: the memory that an idle daemon with one tick per second uses after 5 seconds.</summary>
internal static class Memory
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static void Run(int rounds)
    {
        using var supervisor = Supervisor.TryStart();
        Machine.Print($"memory: medians of {rounds} rounds, {Idle.TotalSeconds} s after the start");
        var table = new MarkdownTable("", "RSS, MiB", "PSS, MiB", "with what watches over it: RSS, MiB");
        foreach (var (name, command) in Bare())
        {
            Add(table, name, File.Exists(command[0]), rounds, () => MeasureBare(command));
        }

        foreach (var peer in Peers.All(supervisor))
        {
            Add(table, peer.Name, peer.IsPresent, rounds, () => MeasurePeer(peer));
        }

        table.Print();
        Machine.PrintLoad();
    }

    /// <summary>The same job without a daemon: the difference is the cost of a peer.</summary>
    private static IEnumerable<(string Name, string[] Command)> Bare() =>
    [
        ("bare loop, C", [Peers.TickLoop, "1000"]),
        ("bare loop, NativeAOT", [Places.App("aot", "BareLoops"), "sleep", "1000"]),
        ("bare loop, JIT", [Places.App("jit", "BareLoops"), "sleep", "1000"]),
    ];

    private static void Add(MarkdownTable table, string name, bool isPresent, int rounds, Func<(Usage Job, Usage Watcher)> measure)
    {
        if (!isPresent)
        {
            table.Add(name, "absent: run benchmarks/install-peers", "", "");
            return;
        }

        var usages = Enumerable.Range(0, rounds).Select(_ => measure()).ToList();
        var watcher = Statistics.Median(usages.Select(usage => usage.Watcher.Rss));
        var job = Statistics.Median(usages.Select(usage => usage.Job.Rss));
        table.Add(
            name,
            MarkdownTable.Figure(job, "0.0"),
            MarkdownTable.Figure(Statistics.Median(usages.Select(usage => usage.Job.Pss)), "0.0"),
            MarkdownTable.Figure(watcher > 0 ? watcher + job : null, "0.0"));
    }

    private static (Usage Job, Usage Watcher) MeasureBare(string[] command)
    {
        var pid = Child.Start(command);
        Thread.Sleep(Idle);
        var usage = Usage.Of(pid);
        Child.End(pid);
        return (usage, default);
    }

    private static (Usage Job, Usage Watcher) MeasurePeer(Peer peer)
    {
        Child.Run(peer.Start, Timeout);
        var (job, watcher) = peer.FindProcesses();
        Thread.Sleep(Idle);
        var usages = (Usage.Of(job), watcher == 0 ? default : Usage.Of(watcher));
        if (peer.Stop.Length > 0 && watcher != 0)
        {
            Child.Run(peer.Stop, Timeout);
        }
        else
        {
            _ = Libc.kill(job, Libc.SIGTERM);
        }

        peer.Bury(job, watcher);
        return usages;
    }
}
