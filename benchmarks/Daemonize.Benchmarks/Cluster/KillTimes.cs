namespace Daemonize.Benchmarks.Cluster;

/// <summary><c>cluster kill</c>: how long after the death of the process that ticks another one ticks.</summary>
internal static class KillTimes
{
    private const int WorkMs = 400;
    private const double BarSeconds = 17;

    /// <summary>More than any contender is expected to take, and as long as nothing came.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Longer than it takes a new process to be known to the others.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    public static IEnumerable<BarRow> Run(PostgreSqlServer server, int rounds)
    {
        var place = new NodePlace(server.Port);
        var groups = Group.StartAll(server, WorkMs, place, place, place);
        var times = Measure(groups, rounds);
        End(groups);
        yield return new(
            $"kill -9 of the owner in a tick → next tick, s, {rounds} rounds",
            $"≤ {BarSeconds}",
            [.. times.Select(static all => Range(all))],
            times[0].Max() <= BarSeconds);
    }

    /// <summary>Kills the owner of each group in a tick, round after round. Returns the seconds until the next ticks.</summary>
    public static IReadOnlyList<List<double>> Measure(IReadOnlyList<Group> groups, int rounds)
    {
        List<List<double>> times = [.. groups.Select(static _ => new List<double>())];
        for (var round = 0; round < rounds; round++)
        {
            Thread.Sleep(Settle);
            var killed = groups.Select(Kill).ToList();
            var next = Waiting.ForNextTicks(groups, killed, Limit);
            for (var i = 0; i < groups.Count; i++)
            {
                times[i].Add(((next[i]?.Begin - killed[i].EndedAt) / Instant.Second) ?? double.PositiveInfinity);
                groups[i].Replace(killed[i]);
            }
        }

        return times;
    }

    public static void End(IEnumerable<Group> groups)
    {
        foreach (var group in groups)
        {
            group.Dispose();
        }
    }

    /// <summary>Formats the least and the greatest of some times in seconds.</summary>
    public static string Range(IReadOnlyList<double> all) =>
        all.Max() > Limit.TotalSeconds
            ? $"none in {Limit.TotalSeconds}"
            : $"{MarkdownTable.Figure(all.Min(), "0.0")} to {MarkdownTable.Figure(all.Max(), "0.0")}";

    private static Node Kill(Group group)
    {
        var owner = group.WaitForOwner();
        owner.Kill();
        return owner;
    }
}
