using System.Diagnostics;
using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>What ticks, and notes when: ours, a loop, or a scheduler of somebody else.</summary>
/// <param name="Name">How the tables call it.</param>
/// <param name="Requires">The file without which it cannot run.</param>
/// <param name="IntervalMs">The time between its ticks.</param>
/// <param name="TellsSkips">Whether it says how many slots had no tick.</param>
/// <param name="Tick">Ticks that often, and writes its notes.</param>
internal sealed record TickContender(string Name, string Requires, int IntervalMs, bool TellsSkips, Action<int> Tick)
{
    /// <summary>More than any of them needs for its start and its end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public bool IsPresent => File.Exists(Requires);

    public NotedTicks Run(int count)
    {
        File.Delete(Places.NotesFile);
        Tick(count);
        return NotedTicks.Read(Places.NotesFile, IntervalMs);
    }

    /// <summary>Ours, and what is written by hand in several languages.</summary>
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

        yield return Command("Python, while: sleep", intervalMs, "/usr/bin/python3", Path.Combine(Places.Benchmarks, "peers", "sleep_loop.py"), interval);
        yield return Command("C, clock_nanosleep to the grid", intervalMs, Peers.TickLoop, interval);
    }

    public static TickContender Daemonize(string kind, int intervalMs)
    {
        var app = Places.App(kind, "Ticks");
        return new($"{Peers.Ours}, {Peers.Label(kind)}", app, intervalMs, TellsSkips: true, count => RunDaemon(app, intervalMs, count));
    }

    public static TickContender PeriodicTimer(string kind, int intervalMs) => Command(
        $"PeriodicTimer, {Peers.Label(kind)}", intervalMs, Places.App(kind, "BareLoops"), "periodic-timer", intervalMs.ToString(CultureInfo.InvariantCulture));

    /// <summary>A program that is given how often and where to write after its own arguments, and ends by itself.</summary>
    public static TickContender Command(string name, int intervalMs, params string[] command) => new(
        name,
        command[0],
        intervalMs,
        TellsSkips: false,
        count => Child.Run([.. command, count.ToString(CultureInfo.InvariantCulture), Places.NotesFile], LimitOf(intervalMs, count)));

    private static void RunDaemon(string app, int intervalMs, int count)
    {
        Child.Run([app, "start", "--interval", $"{intervalMs}ms", "--file", Places.NotesFile, "--count", count.ToString(CultureInfo.InvariantCulture)], Patience);
        Wait.ForNotes(LimitOf(intervalMs, count));
        Child.Run([app, "stop"], Patience);
        Child.ReapAll();
    }

    /// <summary>Twice the time that it should take: one that is that slow has failed.</summary>
    private static TimeSpan LimitOf(int intervalMs, int count) => Patience + TimeSpan.FromMilliseconds(2.0 * intervalMs * count);
}
