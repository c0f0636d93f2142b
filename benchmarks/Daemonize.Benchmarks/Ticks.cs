using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary><c>ticks</c>: how late each of 1,000 ticks of 20 ms comes, and whether the lateness grows.</summary>
internal static class Ticks
{
    private const string Count = "1000";
    private const string IntervalMs = "20";
    private const double IntervalNs = 20e6;
    private const double MinuteNs = 60e9;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    public static void Run(int rounds)
    {
        Machine.Print($"ticks: {Count} ticks of {IntervalMs} ms, medians of {rounds} rounds");
        var contenders = Contenders().ToList();
        var runs = contenders.ToDictionary(contender => contender.Name, _ => new List<Lateness>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, _, run) in contenders.Where(contender => File.Exists(contender.Requires)))
            {
                File.Delete(Places.TicksFile);
                run();
                runs[name].Add(Lateness.Read(Places.TicksFile));
            }
        }

        Print(contenders.Select(contender => contender.Name), runs);
        Machine.PrintLoad();
    }

    private static IEnumerable<(string Name, string Requires, Action Run)> Contenders()
    {
        foreach (var kind in (string[])["jit", "aot"])
        {
            var app = Places.App(kind, "Ticks");
            yield return ($"{Peers.Ours}, {Peers.Label(kind)}", app, () => RunDaemon(app));
        }

        foreach (var kind in (string[])["jit", "aot"])
        {
            var app = Places.App(kind, "BareLoops");
            yield return Loop($"PeriodicTimer, {Peers.Label(kind)}", app, app, "periodic-timer", IntervalMs);
            yield return Loop($"Task.Delay loop, {Peers.Label(kind)}", app, app, "delay", IntervalMs);
        }

        yield return Loop("Python, while: sleep", "/usr/bin/python3", "/usr/bin/python3", Path.Combine(Places.Benchmarks, "peers", "sleep_loop.py"), IntervalMs);
        yield return Loop("C, clock_nanosleep to the grid", Peers.TickLoop, Peers.TickLoop, IntervalMs);
    }

    private static (string Name, string Requires, Action Run) Loop(string name, string requires, params string[] command) =>
        (name, requires, () => Child.Run([.. command, Count, Places.TicksFile], Timeout));

    private static void RunDaemon(string app)
    {
        Child.Run([app, "start"], Timeout);
        var start = Stopwatch.GetTimestamp();
        while (!File.Exists(Places.TicksFile) && Stopwatch.GetElapsedTime(start) < Timeout)
        {
            Thread.Sleep(500);
        }

        Child.Run([app, "stop"], Timeout);
        Child.ReapAll();
    }

    private static void Print(IEnumerable<string> names, Dictionary<string, List<Lateness>> runs)
    {
        var table = new MarkdownTable("", "drift, ms a minute", "drift, µs a tick", "late p50, ms", "p99", "max", "slots left out");
        foreach (var name in names)
        {
            string Median(Func<Lateness, double> value, string format) => MarkdownTable.Figure(Statistics.Median(runs[name].Select(value)), format);
            table.Add(runs[name].Count == 0
                ? [name, "absent: run benchmarks/install-peers", "", "", "", "", ""]
                :
                [
                    name,
                    Median(run => run.Drift * MinuteNs / 1e6, "0.00"),
                    Median(run => run.Drift * IntervalNs / 1e3, "0.00"),
                    Median(run => run.P50, "0.000"),
                    Median(run => run.P99, "0.000"),
                    Median(run => run.Max, "0.000"),
                    Median(run => run.LeftOut, "0"),
                ]);
        }

        table.Print();
    }

    /// <summary>
    /// One run. Lateness is counted against the grid that fits its most punctual tick: that is the true grid of whatever is never early, and what fires early
    /// pays for it with all its other ticks. The drift is the slope of the lateness over the run: nanoseconds a nanosecond.
    /// </summary>
    private readonly record struct Lateness(double Drift, double P50, double P99, double Max, double LeftOut)
    {
        public static Lateness Read(string path)
        {
            var notes = File.ReadLines(path).Select(line => line.Split(' ')).Select(cells => (Slot: Number(cells[0]), Instant: Number(cells[1]))).ToList();
            var offsets = notes.ConvertAll(note => note.Instant - (note.Slot * IntervalNs));
            var origin = offsets.Min();
            var late = offsets.ConvertAll(offset => (offset - origin) / 1e6);
            return new(
                Statistics.Slope([.. notes.Zip(offsets, (note, offset) => (note.Slot * IntervalNs, offset))]),
                Statistics.Percentile(late, 50),
                Statistics.Percentile(late, 99),
                late.Max(),
                notes[^1].Slot + 1 - notes.Count);
        }

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
