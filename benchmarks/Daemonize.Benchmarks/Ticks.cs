namespace Daemonize.Benchmarks;

/// <summary><c>ticks</c>: the lateness of each of 1,000 ticks of 20 ms, and whether it grows.</summary>
internal static class Ticks
{
    private const int Count = 1000;
    private const int IntervalMs = 20;
    private const double MinuteNs = 60e9;

    public static void Run(int rounds)
    {
        Machine.Print($"ticks: {Count} ticks of {IntervalMs} ms, medians of {rounds} rounds");
        var contenders = TickContender.WithOwnLoop(IntervalMs).ToList();
        var runs = contenders.ToDictionary(contender => contender.Name, _ => new List<NotedTicks>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in contenders.Where(contender => contender.IsPresent))
            {
                runs[contender.Name].Add(contender.Run(Count));
            }
        }

        Print(contenders.Select(contender => contender.Name), runs);
        Machine.PrintLoad();
    }

    private static void Print(IEnumerable<string> names, Dictionary<string, List<NotedTicks>> runs)
    {
        var table = new MarkdownTable("", "drift, ms a minute", "drift, µs a tick", "late p50, ms", "p99", "max", "slots left out");
        foreach (var name in names)
        {
            string Median(Func<NotedTicks, double> value, string format) =>
                MarkdownTable.Figure(Statistics.Median(runs[name].Select(value)), format);
            table.Add(runs[name].Count == 0
                ? [name, "absent: run benchmarks/install-peers", "", "", "", "", ""]
                :
                [
                    name,
                    Median(run => run.Drift * MinuteNs / 1e6, "0.00"),
                    Median(run => run.Drift * IntervalMs * 1e3, "0.00"),
                    Median(run => run.P50, "0.000"),
                    Median(run => run.P99, "0.000"),
                    Median(run => run.Max, "0.000"),
                    Median(run => run.Slots - run.Ticked, "0"),
                ]);
        }

        table.Print();
    }
}
