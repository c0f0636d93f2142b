using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.Tests;

/// <summary>Real processes that share the shards of a daemon, with the store that needs no server.</summary>
public sealed partial class ShardTests : EndToEndTest
{
    private const int Shards = 6;

    private readonly string _state;

    public ShardTests()
    {
        _state = Sandbox.Create("state");
        Sandbox.Environment["STATE_DIRECTORY"] = _state;
    }

    [Fact]
    public async Task FirstProcessHasAllShards()
    {
        Assert.Contains(", leads 6 of 6 shards", (await StartAsync(Sandbox, "spread")).Output, StringComparison.Ordinal);
        await TicksAsync(ticks => ticks.Count(static tick => tick.Slot > 0) >= 3 * Shards, "three slots of all shards");
        AssertOnce();
        Assert.Equal(Enumerable.Range(0, Shards), Ticks().Select(static tick => tick.Shard).Distinct().Order());
        var status = (await Sandbox.RunAsync(App.Test, "status", "spread")).Succeeds().Output;
        Assert.Contains("leads 6 of 6 shards", status, StringComparison.Ordinal);
        var json = (await Sandbox.RunAsync(App.Test, "status", "spread", "--format", "json")).Succeeds().Output;
        Assert.Contains("\"shards\": 6", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessesShareTheShards()
    {
        var other = Other();
        await StartAsync(Sandbox, "spread");
        await StartAsync(other, "spread");
        var (first, second) = (Sandbox.Daemon("spread").Pid, other.Daemon("spread").Pid);

        await SharedAsync(first, second);

        AssertOnce();
        await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "members", "spread"), static result => Regex.Count(result.Output, "leader +3 ") == 2,
            "the members have told their shards");
    }

    /// <summary>A process that waits for its first tick has no part that nobody ticks.</summary>
    [Fact]
    public async Task ProcessWithAnInitialDelayLeavesTheShardsToTheOthers()
    {
        await StartAsync(Sandbox, "spread");
        var first = Sandbox.Daemon("spread").Pid;
        var result = (await Other().RunAsync(App.Test, "start", "spread", "--initial-delay", "1h")).Succeeds();
        Assert.Contains(", leads none of 6 shards", result.Output, StringComparison.Ordinal);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        // Longer than it takes a new process to get its part: two heartbeats, the random wait and a tick, of a lease of 3 s.
        await TicksAsync(ticks => ticks.Any(tick => tick.Slot > now + 4000 && ShardsOf(ticks, first).Count == Shards), "it has all shards");
        AssertOnce();
    }

    [Fact]
    public async Task ShardsOfAKilledProcessTickInAnother()
    {
        var other = Other();
        await StartAsync(Sandbox, "spread");
        await StartAsync(other, "spread");
        var (first, second) = (Sandbox.Daemon("spread").Pid, other.Daemon("spread").Pid);
        await SharedAsync(first, second);

        var killed = await other.Daemon("spread").KillAsync();
        var last = Ticks().Where(tick => tick.Pid == killed).Max(static tick => tick.Slot);

        await TicksAsync(
            ticks => ticks.Where(tick => tick.Pid == first && tick.Slot > last).DistinctBy(static tick => tick.Shard).Count() == Shards,
            "all shards tick in the other process");
        AssertOnce();
    }

    [Fact]
    public async Task StoppedProcessLeavesItsShards()
    {
        var other = Other();
        await StartAsync(Sandbox, "spread");
        await StartAsync(other, "spread");
        var (first, second) = (Sandbox.Daemon("spread").Pid, other.Daemon("spread").Pid);
        await SharedAsync(first, second);

        (await Sandbox.RunAsync(App.Test, "stop", "spread")).Succeeds();

        await TicksAsync(ticks => ShardsOf(ticks, second).Count == Shards, "all shards tick in the other process");
        AssertOnce();
    }

    [Fact]
    public async Task HandoverLeavesTheShardsToTheOthers()
    {
        var other = Other();
        await StartAsync(Sandbox, "spread");
        await StartAsync(other, "spread");
        await SharedAsync(Sandbox.Daemon("spread").Pid, other.Daemon("spread").Pid);

        (await Sandbox.RunAsync(App.Test, "handover", "spread")).Succeeds();

        await Wait.ForAnswerAsync(
            () => other.RunAsync(App.Test, "status", "spread"),
            static result => result.Output.Contains("leads 6 of 6 shards", StringComparison.Ordinal), "the other process has all shards");
        await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "status", "spread"),
            static result => result.Output.Contains("leads 3 of 6 shards", StringComparison.Ordinal), "it takes its part again");
        AssertOnce();
    }

    [Fact]
    public async Task TickNowTicksTheShardsOfTheProcess()
    {
        await StartAsync(Sandbox, "spread");
        await TicksAsync(static ticks => ticks.Count >= Shards, "a slot");

        var answer = (await Sandbox.RunAsync(App.Test, "tick", "spread")).Succeeds().Output;

        Assert.Contains("ticks 6 shards of this process", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceRunsEachShardOnce()
    {
        (await Sandbox.RunAsync(App.Test, "once", "spread")).ExitsWith(0);
        Assert.Equal(Enumerable.Range(0, Shards), Ticks().Select(static tick => tick.Shard).Order());
    }

    [Fact]
    public async Task OnceIsRefusedWhileAnotherProcessHasAShard()
    {
        await StartAsync(Sandbox, "spread");
        var leader = $"{Environment.MachineName}:{Sandbox.Daemon("spread").Pid}";

        var result = await Other().RunAsync(App.Test, "once", "spread");

        Assert.Contains($"{leader} leads", result.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
    }

    /// <summary>A method without a schedule runs in each shard, and is cancelled where its shard goes to another process.</summary>
    [Fact]
    public async Task MethodWithoutAScheduleRunsInEachShard()
    {
        var other = Other();
        await StartAsync(Sandbox, "feeds");
        var first = Path.Combine(Sandbox.OutputDirectory, $"feeds-{Sandbox.Daemon("feeds").Pid}");
        await Wait.ForFileAsync(first, static text => Regex.Count(text, "begins") == 4);

        await StartAsync(other, "feeds");

        var second = Path.Combine(Sandbox.OutputDirectory, $"feeds-{other.Daemon("feeds").Pid}");
        var begun = await Wait.ForFileAsync(second, static text => Regex.Count(text, "begins") == 2);
        var ended = await Wait.ForFileAsync(first, static text => Regex.Count(text, "ends") == 2);
        Assert.Equal(NumbersAfter("begins", begun), NumbersAfter("ends", ended));
    }

    private static List<string> NumbersAfter(string word, string text) =>
        [.. Regex.Matches(text, $"{word} ([0-9]+)").Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    private Sandbox Other()
    {
        var other = CreateSandbox();
        other.Environment["STATE_DIRECTORY"] = _state;
        other.Environment["TESTAPP_OUTPUT"] = Sandbox.OutputDirectory;
        return other;
    }

    private static async Task<CommandResult> StartAsync(Sandbox sandbox, string name) =>
        (await sandbox.RunAsync(App.Test, "start", name)).Succeeds();

    /// <summary>Waits until each of two processes ticks one half of the shards.</summary>
    private Task SharedAsync(int first, int second) => TicksAsync(
        ticks => ShardsOf(ticks, first) is { Count: 3 } one && ShardsOf(ticks, second) is { Count: 3 } other && !one.Overlaps(other),
        "each process ticks three shards");

    /// <summary>The shards that a process has ticked at the last slot that all shards have.</summary>
    private static HashSet<int> ShardsOf(List<Tick> ticks, int pid)
    {
        var last = ticks.GroupBy(static tick => tick.Slot).Where(static slot => slot.Count() == Shards).Max(static slot => (long?)slot.Key);
        return [.. ticks.Where(tick => tick.Slot == last && tick.Pid == pid).Select(static tick => tick.Shard)];
    }

    private Task TicksAsync(Func<List<Tick>, bool> isThere, string what) => Wait.UntilAsync(() => isThere(Ticks()), what);

    private List<Tick> Ticks() =>
    [
        .. from file in Directory.GetFiles(Sandbox.OutputDirectory, "spread-*")
           let pid = int.Parse(Path.GetFileName(file).Split('-')[1], CultureInfo.InvariantCulture)
           from line in TextFile.TryRead(file)?.Split('\n') ?? []
           where BeginLine().IsMatch(line)
           let words = line.Split(' ')
           select new Tick(pid, (int)Number(words[5]), Number(words[1])),
    ];

    private void AssertOnce() => Assert.All(
        Ticks().GroupBy(static tick => (tick.Shard, tick.Slot)),
        static ticks => Assert.True(ticks.Count() == 1, $"{ticks.Key} ticked twice"));

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    [GeneratedRegex("^begin .* [0-9]+$")]
    private static partial Regex BeginLine();

    /// <summary>A tick, as its daemon has written it down.</summary>
    private sealed record Tick(int Pid, int Shard, long Slot);
}
