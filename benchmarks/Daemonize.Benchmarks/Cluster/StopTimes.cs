namespace Daemonize.Benchmarks.Cluster;

/// <summary><c>cluster stop</c>: whether the slot after a stop of the owner ticks on time.</summary>
internal static class StopTimes
{
    private const int WorkMs = 400;
    private const double BarMs = 150;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    public static IEnumerable<BarRow> Run(PostgreSqlServer server, int rounds)
    {
        var place = new NodePlace(server.Port);
        var groups = Group.StartAll(server, WorkMs, place, place, place);
        List<List<double>> late = [.. groups.Select(static _ => new List<double>())];
        for (var round = 0; round < rounds; round++)
        {
            Waiting.Pass(Settle, groups);
            Measure(groups, late);
        }

        KillTimes.End(groups);
        yield return new(
            $"SIGTERM to the owner in a tick → next slot, ms late, {rounds} rounds", $"≤ {BarMs}",
            [.. late.Select(static all => Range(all))], late[0].Max() <= BarMs);
    }

    private static void Measure(IReadOnlyList<Group> groups, List<List<double>> late)
    {
        var owners = new List<Node>();
        var slots = new List<long>();
        foreach (var group in groups)
        {
            owners.Add(group.WaitForOwner());
            owners[^1].Signal(Libc.SIGTERM);
            slots.Add(Instant.NextSlot(Instant.Now));
        }

        // Until another process ticks, its end is not yet known: the next slot is.
        NotedTick?[] next = [.. owners.Select(static _ => (NotedTick?)null)];
        var deadline = Instant.Now + (Limit.TotalSeconds * Instant.Second);
        while (next.Contains(null) && Instant.Now < deadline)
        {
            Waiting.Pass(TimeSpan.FromMilliseconds(20), groups);
            for (var i = 0; i < groups.Count; i++)
            {
                next[i] ??= groups[i].NextTick(slots[i], owners[i]);
            }
        }

        for (var i = 0; i < groups.Count; i++)
        {
            late[i].Add(next[i] is { } tick ? (tick.Begin - slots[i]) / 1000.0 : double.PositiveInfinity);
            if (!owners[i].HasEnded(TimeSpan.FromSeconds(20)))
            {
                owners[i].Kill();
            }

            groups[i].Replace(owners[i]);
        }
    }

    private static string Range(IReadOnlyList<double> all) =>
        double.IsInfinity(all.Max())
            ? $"none in {Limit.TotalSeconds} s"
            : $"{MarkdownTable.Figure(all.Min(), "0")} to {MarkdownTable.Figure(all.Max(), "0")}";
}
