namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// <c>cluster link</c>: what happens to a tick whose process has lost its link to the database, and when another process ticks.
/// </summary>
internal static class LostLink
{
    private const int WorkMs = 400;

    private static readonly TimeSpan Down = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);

    public static IEnumerable<BarRow> Run()
    {
        if (!NetworkLink.IsPossible)
        {
            yield return new("link of the owner down", "", [.. Contender.All.Select(static _ => "needs root")]);
            yield break;
        }

        using var link = new NetworkLink();
        using var server = new PostgreSqlServer("127.0.0.1," + NetworkLink.Address);
        var groups = Contender.All.Select(contender => Start(server, link, contender)).ToList();
        Waiting.Pass(Settle, groups);
        link.Set("down");
        var down = Instant.Now;
        Waiting.Pass(Down, groups);
        var ticks = groups.ConvertAll(static group => group.Ticks);
        var ended = groups.ConvertAll(group => EndOf(group, down));
        var next = groups.ConvertAll(group => (group.NextTick(down, group.Nodes[0])?.Begin - down) / Instant.Second);
        KillTimes.End(groups);
        yield return new(
            $"link of the owner down for {Down.TotalSeconds} s: its tick ends after, s", "before the next",
            [.. ended.Select(OrNever)], ended[0] < next[0]);
        yield return new("… another ticks after, s", "", [.. next.Select(OrNever)]);
    }

    private static string OrNever(double? seconds) => seconds is null ? "never" : MarkdownTable.Figure(seconds, "0.0");

    /// <summary>Starts the owner at the other end of the link, in a tick that lasts until it is cancelled; then the others.</summary>
    private static Group Start(PostgreSqlServer server, NetworkLink link, Contender contender)
    {
        var group = Group.Start(
            server, contender, WorkMs, new NodePlace(server.Port) { Host = NetworkLink.Address, Launcher = link.Launcher });
        group.WaitForOwner().Hold();
        group.Add(new NodePlace(server.Port));
        group.Add(new NodePlace(server.Port));
        return group;
    }

    /// <summary>When the tick that ran at the other end has ended, in seconds after the link went down; null if it runs.</summary>
    private static double? EndOf(Group group, long down)
    {
        var tick = group.Nodes[0].Ticks.Last(tick => tick.Begin < down);
        return tick.IsRunning ? null : (tick.End - down) / Instant.Second;
    }
}
