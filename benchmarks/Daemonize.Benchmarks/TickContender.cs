using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>A program that ticks and notes the times: Daemonize, a loop, or another scheduler.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Requires">The file that it needs to run.</param>
/// <param name="IntervalMs">The interval between its ticks, in milliseconds.</param>
/// <param name="TellsSkips">Whether it reports the number of skipped slots.</param>
/// <param name="Tick">Runs that many ticks and writes the notes.</param>
internal sealed record TickContender(string Name, string Requires, int IntervalMs, bool TellsSkips, Action<int> Tick)
{
    /// <summary>More than any contender needs to start and end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public bool IsPresent => File.Exists(Requires);

    public NotedTicks Run(int count)
    {
        File.Delete(Places.NotesFile);
        Tick(count);
        return NotedTicks.Read(Places.NotesFile, IntervalMs);
    }

    /// <summary>Daemonize and hand-written loops in several languages.</summary>
    public static IEnumerable<TickContender> WithOwnLoop(int intervalMs)
    {
        var interval = intervalMs.ToString(CultureInfo.InvariantCulture);
        yield return Daemonize("jit", intervalMs);
        yield return Daemonize("aot", intervalMs);
        foreach (var kind in (string[])["jit", "aot"])
        {
            yield return PeriodicTimer(kind, intervalMs);
            yield return Command($"Task.Delay loop, {Peers.Label(kind)}", intervalMs, Places.App(kind, "BareLoops"), "delay", interval);
        }

        yield return Command(
            "Python, while: sleep", intervalMs, "/usr/bin/python3", Path.Combine(Places.Benchmarks, "peers", "sleep_loop.py"), interval);
        yield return Command("C, clock_nanosleep to the grid", intervalMs, Peers.TickLoop, interval);
    }

    public static TickContender Daemonize(string kind, int intervalMs)
    {
        var app = Places.App(kind, "Ticks");
        return new($"{Peers.Ours}, {Peers.Label(kind)}", app, intervalMs, TellsSkips: true, count => RunDaemon(app, intervalMs, count));
    }

    public static TickContender PeriodicTimer(string kind, int intervalMs) => Command(
        $"PeriodicTimer, {Peers.Label(kind)}", intervalMs, Places.App(kind, "BareLoops"), "periodic-timer",
        intervalMs.ToString(CultureInfo.InvariantCulture));

    /// <summary>A program that gets the interval, the count and the output file after its own arguments, and ends by itself.</summary>
    public static TickContender Command(string name, int intervalMs, params string[] command) => new(
        name,
        command[0],
        intervalMs,
        TellsSkips: false,
        count => Child.Run([.. command, count.ToString(CultureInfo.InvariantCulture), Places.NotesFile], LimitOf(intervalMs, count)));

    private static void RunDaemon(string app, int intervalMs, int count)
    {
        Child.Run(
            [app, "start", "--interval", $"{intervalMs}ms", "--file", Places.NotesFile, "--count",
                count.ToString(CultureInfo.InvariantCulture)], Patience);
        Wait.ForNotes(LimitOf(intervalMs, count));
        Child.Run([app, "stop"], Patience);
        Child.ReapAll();
    }

    /// <summary>Returns twice the expected time: a slower contender has failed.</summary>
    private static TimeSpan LimitOf(int intervalMs, int count) => Patience + TimeSpan.FromMilliseconds(2.0 * intervalMs * count);
}
