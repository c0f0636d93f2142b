using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Random sequences of daemon events: <c>status</c> and <c>list</c> are right within a second of each step.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
public sealed class RandomWalkTests(ITestOutputHelper output) : EndToEndTest
{
    private const int Seed = 20261125;
    private const int SigUsr2 = 12;
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>
    /// The time after the command that began the transition has returned, on an idle machine; tests that run at the same time extend it.
    /// </summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(1);

    private static readonly string[] Names = ["walk", "pausable"];

    private readonly Dictionary<string, string> _states = Names.ToDictionary(static name => name, static _ => "stopped");
    private TimeSpan _longest;

    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task StatusAndListAreRightWithinASecond()
    {
        var steps = LongRounds.Of(30);
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var step = 1; step <= steps; step++)
        {
            var name = Names[random.Next(Names.Length)];
            var (what, act) = Choose(random.Next(8), name);
            await act();
            await AssertAllAreRightAsync($"step {step}: {what} {name}");
        }

        output.WriteLine($"the longest look took {_longest.TotalMilliseconds:0} ms");
    }

    private (string What, Func<Task> Act) Choose(int action, string name) => (action, _states[name]) switch
    {
        (0, _) => ("start", () => DoAsync("start", name, _states[name] == "suspended" ? "suspended" : "running")),
        (1, _) => ("stop", () => DoAsync("stop", name, "stopped")),
        (2, _) => ("restart", () => DoAsync("restart", name, "running")),
        (3, "running" or "suspended") => ("kill -9", () => SignalAsync(name, Native.SigKill, "dead")),
        (4, "running") => ("suspend", () => SignalAsync(name, SigStop, "suspended")),
        (5, "suspended") => ("resume", () => SignalAsync(name, SigCont, "running")),
        (6, "running") when name == "walk" => ("crash", () => SignalAsync(name, SigUsr2, "stopped")),
        (7, _) => ("reload", () => _states[name] == "running" ? DoAsync("reload", name, "running") : Task.CompletedTask),
        _ => ("leave", static () => Task.CompletedTask),
    };

    private async Task DoAsync(string verb, string name, string state)
    {
        (await Sandbox.RunAsync(App.Test, verb, name)).ExitsWith(0);
        _states[name] = state;
    }

    private async Task SignalAsync(string name, int signal, string state)
    {
        using var process = ProcessHandle.Open(Sandbox.Daemon(name).Record!.Pid);
        process.Signal(signal);
        if (state is "dead" or "stopped")
        {
            await process.WaitForEndAsync();
        }

        _states[name] = state;
    }

    /// <summary>
    /// Checks again until the state is right, for at most a second: the time that the checks themselves take does not count.
    /// </summary>
    private async Task AssertAllAreRightAsync(string step)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var begun = waited.Elapsed;
            var looks = await Task.WhenAll(LookAsync("status", [.. Names]), LookAsync("list"));
            var look = waited.Elapsed - begun;
            _longest = look > _longest ? look : _longest;
            var (status, list) = (looks[0], looks[1].Where(pair => Names.Contains(pair.Key)).ToDictionary());
            var running = _states.Where(static pair => pair.Value is "running" or "suspended").ToDictionary();
            if (Same(status, _states) && Same(list, running))
            {
                return;
            }

            Assert.True(begun < Promptly, $"{step}: expected {Text(_states)}, status says {Text(status)}, list says {Text(list)}");
        }
    }

    private async Task<Dictionary<string, string>> LookAsync(string verb, params string[] names)
    {
        var result = await Sandbox.RunAsync(App.Test, [verb, .. names, "--format=json"]);
        using var found = JsonDocument.Parse(result.Output);
        var own = verb == "list" ? Sandbox.Processes.ConvertAll(static process => process.Pid) : null;
        return found.RootElement.EnumerateArray()
            .Where(daemon => own is null || (daemon.TryGetProperty("pid", out var pid) && own.Contains(pid.GetInt32())))
            .ToDictionary(
                static daemon => daemon.GetProperty("name").GetString()!, static daemon => daemon.GetProperty("state").GetString()!);
    }

    private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var state) && state == pair.Value);

    private static string Text(Dictionary<string, string> states) =>
        string.Join(", ", states.Select(static pair => $"{pair.Key} {pair.Value}"));
}
