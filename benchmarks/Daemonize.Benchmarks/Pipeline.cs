using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>
/// <c>pipeline</c>: values per second from a stream through <c>OnResult</c> with eight handlers, compared with a hand-written channel with
/// eight workers.
/// </summary>
internal static class Pipeline
{
    private const string Count = "1000000";

    /// <summary>The number of values that may wait for the handlers: the same limit as in the library.</summary>
    private const string Capacity = "160";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <summary>Rounds of xorshift per value: none, and about one or two microseconds.</summary>
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

    /// <summary>Returns the seconds from the first value to the last, measured by the program itself: its start does not count.</summary>
    private static double Time(string[] command)
    {
        File.Delete(Places.NotesFile);
        Child.Run(command, Timeout);
        return double.Parse(File.ReadAllText(Places.NotesFile), CultureInfo.InvariantCulture);
    }

    private static double Rate(List<double> seconds) => double.Parse(Count, CultureInfo.InvariantCulture) / Statistics.Median(seconds);
}
