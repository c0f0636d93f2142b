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
        var table =
            new MarkdownTable(
                "", "RSS, MiB", "PSS, MiB", "private dirty, MiB", "RSS × bare loop", "private dirty × bare loop",
                "with what watches over it: RSS, MiB", "private dirty, MiB");
        Dictionary<string, Usage> loops = [];
        foreach (var kind in (string[])["c", "aot", "jit"])
        {
            var command = Peers.BareLoop(kind, 1000);
            Add(table, loops, kind, $"bare loop, {Peers.Label(kind)}", File.Exists(command[0]), rounds, () => MeasureBare(command));
        }

        foreach (var peer in Peers.All(supervisor))
        {
            Add(table, loops, peer.Kind, peer.Name, peer.IsPresent, rounds, () => MeasurePeer(peer));
        }

        foreach (var peer in (Peer[])[Peers.Watched("jit"), Peers.Watched("aot")])
        {
            Add(table, loops, peer.Kind, peer.Name, peer.IsPresent, rounds, () => MeasurePeer(peer));
        }

        table.Print();
        Machine.PrintLoad();
    }

    /// <param name="table">The table to add a row to.</param>
    /// <param name="loops">The bare loops by kind: the first contender of a kind is its loop.</param>
    /// <param name="kind">The kind of the loop that the contender is compared with.</param>
    /// <param name="name">The name of the row.</param>
    /// <param name="isPresent">Whether the contender is installed.</param>
    /// <param name="rounds">The number of measurements.</param>
    /// <param name="measure">Starts, measures and ends the contender.</param>
    private static void Add(
        MarkdownTable table, Dictionary<string, Usage> loops, string kind, string name, bool isPresent, int rounds,
        Func<(Usage Job, Usage Watcher)> measure)
    {
        if (!isPresent)
        {
            table.Add(name, "absent: run benchmarks/install-peers", "", "", "", "", "", "");
            return;
        }

        var usages = Enumerable.Range(0, rounds).Select(_ => measure()).ToList();
        var job = Usage.Median(usages.Select(static usage => usage.Job));
        var watcher = Usage.Median(usages.Select(static usage => usage.Watcher));
        loops.TryAdd(kind, job);
        var loop = loops[kind];
        table.Add(
            name,
            MarkdownTable.Figure(job.Rss, "0.0"),
            MarkdownTable.Figure(job.Pss, "0.0"),
            MarkdownTable.Figure(job.PrivateDirty, "0.00"),
            MarkdownTable.Figure(job.Rss / loop.Rss, "0.00"),
            MarkdownTable.Figure(job.PrivateDirty / loop.PrivateDirty, "0.00"),
            MarkdownTable.Figure(watcher.Rss > 0 ? watcher.Rss + job.Rss : null, "0.0"),
            MarkdownTable.Figure(watcher.Rss > 0 ? watcher.PrivateDirty + job.PrivateDirty : null, "0.00"));
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
