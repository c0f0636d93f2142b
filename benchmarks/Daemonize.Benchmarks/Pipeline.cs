using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary><c>pipeline</c>: how many values a second go from a stream through <c>OnResult</c> with eight handlers, beside a channel with eight workers by hand.</summary>
internal static class Pipeline
{
    private const string Count = "1000000";

    /// <summary>How many values wait for the handlers at the most: as the library has it.</summary>
    private const string Capacity = "160";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <summary>Rounds of xorshift for each value: nothing, and about a microsecond or two.</summary>
    private static readonly string[] Works = ["0", "1000"];

    public static void Run(int rounds)
    {
        Machine.Print($"pipeline: {Count} values, 8 at a time, medians of {rounds} interleaved rounds");
        var table = new MarkdownTable("", "work a value", "OnResult, values/s", "channel by hand, values/s", "ratio");
        foreach (var kind in (string[])["jit", "aot"])
        {
            foreach (var work in Works)
            {
                table.Add(Measure(kind, work, rounds));
            }
        }

        table.Print();
        Machine.PrintLoad();
    }

    private static string[] Measure(string kind, string work, int rounds)
    {
        var app = Places.App(kind, "Stream");
        var (ours, byHand) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Time([app, "once", "--file", Places.NotesFile, "--count", Count, "--rounds", work]));
            byHand.Add(Time([app, "channels", Places.NotesFile, Count, work, Capacity]));
        }

        var (our, other) = (Rate(ours), Rate(byHand));
        return
        [
            Peers.Label(kind),
            work == "0" ? "none" : $"{work} rounds of xorshift",
            MarkdownTable.Figure(our, "#,0"),
            MarkdownTable.Figure(other, "#,0"),
            MarkdownTable.Figure(our / other, "0.00"),
        ];
    }

    /// <summary>The seconds from the first value to the last, as the program itself has them: its start is not what is measured.</summary>
    private static double Time(string[] command)
    {
        File.Delete(Places.NotesFile);
        Child.Run(command, Timeout);
        return double.Parse(File.ReadAllText(Places.NotesFile), CultureInfo.InvariantCulture);
    }

    private static double Rate(List<double> seconds) => double.Parse(Count, CultureInfo.InvariantCulture) / Statistics.Median(seconds);
}
