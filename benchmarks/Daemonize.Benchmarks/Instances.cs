using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary><c>instances</c>: how much faster a computation is that is divided among one process per CPU, including the starts.</summary>
internal static class Instances
{
    private const string Blocks = "400";

    /// <summary>Rounds of xorshift in a block: about ten milliseconds.</summary>
    private const string Rounds = "8000000";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    private static string Output { get; } = Path.Combine(Places.Work, "shares");

    public static void Run(int rounds)
    {
        Machine.Print($"instances: {Blocks} blocks of {Rounds} rounds of xorshift, medians of {rounds} interleaved rounds");
        var table = new MarkdownTable("", "one instance, s", "--instances auto", "auto, s", "speed-up");
        foreach (var kind in (string[])["jit", "aot"])
        {
            var app = Places.App(kind, "Shares");
            var (one, auto) = (new List<double>(), new List<double>());
            var instances = 0;
            for (var round = 0; round < rounds; round++)
            {
                one.Add(Measure(app, "1", out _));
                auto.Add(Measure(app, "auto", out instances));
            }

            var (alone, together) = (Statistics.Median(one), Statistics.Median(auto));
            table.Add(
                Peers.Label(kind),
                MarkdownTable.Figure(alone, "0.00"),
                MarkdownTable.Figure(instances, "0"),
                MarkdownTable.Figure(together, "0.00"),
                MarkdownTable.Figure(alone / together, "0.00"));
        }

        table.Print();
        Machine.PrintLoad();
    }

    /// <summary>Returns the seconds from just before the start until the last instance has finished its share.</summary>
    private static double Measure(string app, string instances, out int count)
    {
        Directory.CreateDirectory(Output);
        var start = Stopwatch.GetTimestamp();
        Child.Run([app, "start", "--instances", instances, "--output", Output, "--blocks", Blocks, "--rounds", Rounds], Timeout);
        Wait.Until(() => Done() is [var first, ..] files && files.Length == int.Parse(first.Split(".of.")[1], null), LookAgain, Timeout);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        count = Done().Length;

        // They have ended by themselves or are about to end.
        Child.Run([app, "stop"], Timeout);
        Child.ReapAll();
        Directory.Delete(Output, recursive: true);
        return seconds;
    }

    private static string[] Done() =>
        Array.FindAll(Directory.GetFiles(Output), static path => !path.EndsWith(".part", StringComparison.Ordinal));
}
