using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>lateness</c>: the lateness of a 10 ms tick compared with the timers and schedulers that .NET programs use, and whether every slot is
/// accounted for.
/// </summary>
internal static class Lateness
{
    private const int IntervalMs = 10;
    private const int FinestOfCoravelMs = 1000;

    public static void Run(int seconds)
    {
        Machine.Print(
            string.Create(CultureInfo.InvariantCulture, $"lateness: {IntervalMs} ms for {seconds} s, one run each, one after the other"));
        var table = new MarkdownTable("", "late p50, ms", "p99", "max", "slots passed", "ticked", "skipped, as told", "not accounted for");
        foreach (var contender in Contenders())
        {
            table.Add(
                contender.IsPresent
                    ? Measure(contender, seconds * 1000 / contender.IntervalMs)
                    : [contender.Name, "absent", "", "", "", "", "", ""]);
        }

        table.Print();
        Machine.PrintLoad();
    }

    private static IEnumerable<TickContender> Contenders()
    {
        var schedulers = Places.App("jit", "Schedulers");
        var interval = IntervalMs.ToString(CultureInfo.InvariantCulture);
        var coravel = FinestOfCoravelMs.ToString(CultureInfo.InvariantCulture);
        yield return TickContender.Daemonize("jit", IntervalMs);
        yield return TickContender.Daemonize("aot", IntervalMs);
        yield return TickContender.PeriodicTimer("jit", IntervalMs);
        yield return TickContender.PeriodicTimer("aot", IntervalMs);
        yield return TickContender.Command("Quartz.NET 4.7.3, JIT", IntervalMs, schedulers, "quartz", interval);
        yield return TickContender.Command(
            "Coravel 6.0.2, JIT, every second (its finest)", FinestOfCoravelMs, schedulers, "coravel", coravel);
    }

    private static string[] Measure(TickContender contender, int count)
    {
        var run = contender.Run(count);
        var told = contender.TellsSkips ? run.Slots - run.Ticked : 0;
        return
        [
            contender.Name,
            MarkdownTable.Figure(run.P50, "0.000"),
            MarkdownTable.Figure(run.P99, "0.000"),
            MarkdownTable.Figure(run.Max, "0.000"),
            MarkdownTable.Figure(run.Passed, "0"),
            MarkdownTable.Figure(run.Ticked, "0"),
            MarkdownTable.Figure(contender.TellsSkips ? told : null, "0"),
            MarkdownTable.Figure(run.Passed - run.Ticked - told, "0"),
        ];
    }
}
