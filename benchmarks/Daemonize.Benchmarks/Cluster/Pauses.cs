namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// <c>cluster pause</c>: whether ticks run at the same time when the process that ticks is stopped for longer than its lease, and goes on.
/// </summary>
internal static class Pauses
{
    private const int WorkMs = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    public static IEnumerable<BarRow> Run(PostgreSqlServer server, int rounds)
    {
        var place = new NodePlace(server.Port);
        var groups = Group.StartAll(server, WorkMs, place, place, place);
        List<List<double>> next = [.. groups.Select(static _ => new List<double>())];
        for (var round = 0; round < rounds; round++)
        {
            Waiting.Pass(Settle, groups);
            Measure(groups, next);
        }

        KillTimes.End(groups);
        int[] overlaps = [.. groups.Select(static group => TickHistory.CountOverlaps(group.Ticks))];
        yield return new(
            $"SIGSTOP of the owner in a tick for {Pause.TotalSeconds} s: pairs of ticks at the same time, {rounds} rounds", "0",
            [.. overlaps.Select(static count => $"{count}")], overlaps[0] == 0);
        yield return new("… until another ticked, s", "", [.. next.Select(static all => Range(all))]);
    }

    private static void Measure(IReadOnlyList<Group> groups, List<List<double>> next)
    {
        var owners = new List<(Node Node, long Stopped)>();
        foreach (var group in groups)
        {
            var owner = group.WaitForOwner();
            owner.Signal(Libc.SIGSTOP);
            owners.Add((owner, Instant.Now));
        }

        Waiting.Pass(Pause, groups);
        for (var i = 0; i < groups.Count; i++)
        {
            var (owner, stopped) = owners[i];
            next[i].Add((groups[i].NextTick(stopped, owner)?.Begin - stopped) / Instant.Second ?? double.PositiveInfinity);
            owner.Signal(Libc.SIGCONT);
        }

        Waiting.Pass(After, groups);
        foreach (var (group, owner) in groups.Zip(owners, static (group, owner) => (group, owner.Node)))
        {
            if (owner.HasEnded())
            {
                group.Replace(owner);
            }
        }
    }

    private static string Range(IReadOnlyList<double> all) =>
        double.IsInfinity(all.Max())
            ? $"none in {Pause.TotalSeconds}"
            : $"{MarkdownTable.Figure(all.Min(), "0.0")} to {MarkdownTable.Figure(all.Max(), "0.0")}";
}
