namespace Daemonize.Benchmarks.Cluster;

/// <summary><c>cluster cost</c>: what a tick costs the database while nothing happens, and how late it is.</summary>
internal static class TickPrice
{
    private const int WorkMs = 50;

    /// <summary>Longer than the compiler takes for what runs often.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    public static IEnumerable<BarRow> Run(PostgreSqlServer server, int seconds)
    {
        List<Price> prices = [.. Contender.All.Select(contender => Measure(server, contender, seconds))];
        yield return BarRow.AtMost(
            $"statements a tick, 3 processes, slots of 1 s, {seconds} s", 3, "0.0", prices.ConvertAll(static price => price.Statements));
        yield return new(
            "… without BEGIN, COMMIT and the like", "",
            [.. prices.Select(static price => MarkdownTable.Figure(price.WithoutControl, "0.0"))]);
        yield return BarRow.AtMost("WAL a tick, KB", 0.6, "0.00", prices.ConvertAll(static price => price.WalKb));
        yield return BarRow.AtMost("late, p50, ms", 10, "0.0", prices.ConvertAll(static price => price.P50));
        yield return BarRow.AtMost("late, p99, ms", 50, "0.0", prices.ConvertAll(static price => price.P99));
        yield return new("… slots that ticked", "", [.. prices.Select(price => $"{price.Slots} of {seconds}")]);
        yield return new("… that ticked twice", "", [.. prices.Select(static price => $"{price.Doubles}")]);
    }

    private static Price Measure(PostgreSqlServer server, Contender contender, int seconds)
    {
        var place = new NodePlace(server.Port);
        using var group = Group.Start(server, contender, WorkMs, place, place, place);
        Thread.Sleep(Settle);
        var (begin, statements, wal) = (Instant.Now, server.CountStatements(contender.Database), server.WalBytes());
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        var (end, statementsAfter, walAfter) = (Instant.Now, server.CountStatements(contender.Database), server.WalBytes());
        List<NotedTick> ticks = [.. group.Ticks.Where(tick => tick.Begin >= begin && tick.Begin < end)];
        var late = ticks.ConvertAll(static tick => TickHistory.Lateness(tick) / 1000.0);
        double count = ticks.Count;
        return new(
            (statementsAfter.All - statements.All) / count,
            (statementsAfter.WithoutControl - statements.WithoutControl) / count,
            (walAfter - wal) / count / 1024,
            Statistics.Percentile(late, 50),
            Statistics.Percentile(late, 99),
            ticks.Select(static tick => tick.Slot).Distinct().Count(),
            TickHistory.CountDoubles(ticks));
    }

    private readonly record struct Price(
        double Statements, double WithoutControl, double WalKb, double P50, double P99, int Slots, int Doubles);
}
