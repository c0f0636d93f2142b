using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Several processes of one daemon share its schedule, by files on one machine.</summary>
public sealed partial class ClusterTests : EndToEndTest
{
    private readonly string _state;
    private readonly string _output;

    public ClusterTests()
    {
        _state = Sandbox.Create("state");
        _output = Sandbox.OutputDirectory;
        Sandbox.Environment["STATE_DIRECTORY"] = _state;
    }

    [Fact]
    public async Task EachSlotTicksOnce()
    {
        var first = await StartAsync(Sandbox, "team", "leader");
        var second = await StartAsync(Other(), "team", $"follower; leader {Environment.MachineName}:{first.Pid}");
        await OutputAsync("team", first, begins: 4);
        Assert.Empty(Begins("team", second.Pid));
        var slots = Begins("team", first.Pid).ConvertAll(static tick => tick.Slot);
        Assert.Equal(slots.Distinct(), slots);
        Assert.All(Begins("team", first.Pid), static tick => Assert.True(tick.At >= tick.Slot, $"{tick} was early"));
    }

    [Theory]
    [InlineData("team")]
    [InlineData("consume")]
    public async Task AnotherTakesOverWhenTheLeaderIsKilled(string name)
    {
        var first = await StartAsync(Sandbox, name, "leader");
        var second = await StartAsync(Other(), name, "follower");
        await OutputAsync(name, first, begins: 1);
        var killed = await first.KillAsync();
        await OutputAsync(name, second, begins: 1);
        Assert.True(TokenOf(name, second.Pid) > TokenOf(name, killed), "the token did not grow");
        AssertUnique(name, killed, second.Pid);
    }

    [Fact]
    public async Task AnotherTicksAtTheNextSlotWhenTheLeaderStops()
    {
        var first = await StartAsync(Sandbox, "team", "leader");
        var second = await StartAsync(Other(), "team", "follower");
        await OutputAsync("team", first, begins: 2);
        var pid = first.Pid;
        (await Sandbox.RunAsync(App.Test, "stop", "team")).Succeeds();
        await OutputAsync("team", second, begins: 2);
        var last = Begins("team", pid)[^1].Slot;
        Assert.Equal(last + 1000, Begins("team", second.Pid)[0].Slot);
        AssertUnique("team", pid, second.Pid);
    }

    /// <summary>The slots of the time in which no process ran are known at the next start.</summary>
    [Fact]
    public async Task SlotsOfADowntimeAreCounted()
    {
        var first = await StartAsync(Sandbox, "team", "leader");
        await OutputAsync("team", first, begins: 1);
        var pid = first.Pid;
        (await Sandbox.RunAsync(App.Test, "stop", "team")).Succeeds();
        var last = Begins("team", pid)[^1].Slot;
        await Wait.UntilAsync(() => Now > last + 4200, "four slots have passed");
        var second = await StartAsync(Sandbox, "team", "leader");
        await OutputAsync("team", second, begins: 1);
        var status = await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "status", "team", "--format", "json"), static result => SkippedIn(result.Output) > 0,
            "the slots are counted");
        Assert.InRange(SkippedIn(status.Output), 3, 4 + ((Begins("team", second.Pid)[0].Slot - last) / 1000));
    }

    [Fact]
    public async Task InterruptedSlotIsToldOfAndNotRunAgain()
    {
        var first = await StartInTickAsync("team");
        var second = await StartAsync(Other(), "team", "follower");
        var killed = await first.KillAsync();
        File.Delete(Path.Combine(_output, "hold"));
        await OutputAsync("team", second, begins: 1);
        var slot = Begins("team", killed)[0];
        AssertUnique("team", killed, second.Pid);
        Assert.Contains(
            $"was interrupted: {Environment.MachineName}:{killed} (token {slot.Token}) did not record its end", second.Log,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterruptedSlotRunsAgainWithRerun()
    {
        var first = await StartInTickAsync("rerun");
        var second = await StartAsync(Other(), "rerun", "follower");
        var killed = await first.KillAsync();
        await OutputAsync("rerun", second, begins: 1);
        var (before, again) = (Begins("rerun", killed)[0], Begins("rerun", second.Pid)[0]);
        Assert.Equal((before.Slot, 2), (again.Slot, again.Attempt));
        Assert.True(again.Token > before.Token);
        File.Delete(Path.Combine(_output, "hold"));
    }

    [Fact]
    public async Task StatusTellsTheRole()
    {
        var other = Other();
        var first = await StartAsync(Sandbox, "team", "leader");
        await StartAsync(other, "team", "follower");
        await OutputAsync("team", first, begins: 1);
        var token = TokenOf("team", first.Pid);
        var leader = $"{Environment.MachineName}:{first.Pid}";
        Assert.Contains(
            $"leads (token {token})", (await Sandbox.RunAsync(App.Test, "status", "team")).Succeeds().Output, StringComparison.Ordinal);
        Assert.Contains(
            $"follows {leader} (token {token})", (await other.RunAsync(App.Test, "status", "team")).Succeeds().Output,
            StringComparison.Ordinal);
        var json = (await other.RunAsync(App.Test, "status", "team", "--format", "json")).Succeeds().Output;
        Assert.Contains("\"role\": \"follower\"", json, StringComparison.Ordinal);
        Assert.Contains($"\"leader\": \"{leader}\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TickNowIsTheLeaders()
    {
        var other = Other();
        var first = await StartInTickAsync("team");
        await StartAsync(other, "team", "follower");
        Assert.Contains(
            $"{Environment.MachineName}:{first.Pid} leads; ask it there",
            (await other.RunAsync(App.Test, "tick", "team")).FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(_output, "hold"));
    }

    /// <summary>A leader whose next slot is far away holds no lease. Whoever is asked for a tick takes it.</summary>
    [Fact]
    public async Task TickNowIsAnybodysWhileNobodyHoldsTheLease()
    {
        var other = Other();
        var first = await StartAsync(Sandbox, "yearly", "leader");
        var second = await StartAsync(other, "yearly", "leader");
        (await Sandbox.RunAsync(App.Test, "tick", "yearly")).Succeeds();
        await OutputAsync("yearly", first, begins: 1);
        (await other.RunAsync(App.Test, "tick", "yearly")).Succeeds();
        await OutputAsync("yearly", second, begins: 1);
    }

    [Fact]
    public async Task OnceIsRefusedWhileAnotherLeads()
    {
        var other = Other();
        var first = await StartAsync(Sandbox, "team", "leader");
        var pid = first.Pid;
        Assert.Contains(
            $"{Environment.MachineName}:{pid} leads",
            (await other.RunAsync(App.Test, "once", "team")).FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "team")).Succeeds();
        (await other.RunAsync(App.Test, "once", "team")).ExitsWith(0);
        var file = Assert.Single(Directory.GetFiles(_output, "team-*"), file => file != FileOf("team", pid));
        Assert.True(Begun.Parse((await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[0]).Token > 0);
    }

    [Fact]
    public async Task MethodWithoutAScheduleEndsWhereItsDaemonStops()
    {
        var first = await StartAsync(Sandbox, "consume", "leader");
        var second = await StartAsync(Other(), "consume", "follower");
        await OutputAsync("consume", first, begins: 1);
        using var leader = ProcessHandle.Open(first.Pid);
        leader.Signal(Native.SigTerm);
        await leader.WaitForEndAsync();
        await OutputAsync("consume", second, begins: 1);
        Assert.Equal("ends", (await File.ReadAllLinesAsync(FileOf("consume", leader.Pid), TestContext.Current.CancellationToken))[^1]);
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Creates a sandbox whose processes share the store and the output with those of the first.</summary>
    private Sandbox Other()
    {
        var other = CreateSandbox();
        other.Environment["STATE_DIRECTORY"] = _state;
        other.Environment["TESTAPP_OUTPUT"] = _output;
        return other;
    }

    private static async Task<DaemonFiles> StartAsync(Sandbox sandbox, string name, string role)
    {
        var result = (await sandbox.RunAsync(App.Test, "start", name)).Succeeds();
        var daemon = sandbox.Daemon(name);
        Assert.StartsWith($"{name} started (pid {daemon.Pid}, {role}", result.Output, StringComparison.Ordinal);
        return daemon;
    }

    /// <summary>Starts a daemon and waits until it is in a tick, in which it stays while the file "hold" exists.</summary>
    private async Task<DaemonFiles> StartInTickAsync(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(_output, "hold"), "", TestContext.Current.CancellationToken);
        var daemon = await StartAsync(Sandbox, name, "leader");
        await OutputAsync(name, daemon, begins: 1);
        return daemon;
    }

    private string FileOf(string name, int pid) => Path.Combine(_output, $"{name}-{pid}");

    private Task<string> OutputAsync(string name, DaemonFiles daemon, int begins) =>
        Wait.ForFileAsync(FileOf(name, daemon.Pid), text => BeginLine().Count(text) >= begins);

    private long TokenOf(string name, int pid) =>
        name == "consume"
            ? long.Parse(File.ReadAllLines(FileOf(name, pid))[0].Split(' ')[1], CultureInfo.InvariantCulture)
            : Begins(name, pid)[^1].Token;

    private List<Begun> Begins(string name, int pid) =>
    [
        .. from line in TextFile.TryRead(FileOf(name, pid))?.Split('\n') ?? []
           where line.StartsWith("begin ", StringComparison.Ordinal)
           select Begun.Parse(line),
    ];

    private void AssertUnique(string name, params int[] pids)
    {
        List<long> slots = [.. pids.SelectMany(pid => Begins(name, pid)).Select(static tick => tick.Slot)];
        Assert.Equal(slots.Distinct(), slots);
    }

    private static int SkippedIn(string json) =>
        int.Parse(Skipped().Match(json).Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^begin", RegexOptions.Multiline)]
    private static partial Regex BeginLine();

    [GeneratedRegex("\"skipped\": ([0-9]+)")]
    private static partial Regex Skipped();

    /// <summary>A tick, as its daemon has written it down.</summary>
    private sealed record Begun(long Slot, long Token, int Attempt, long At)
    {
        public static Begun Parse(string line)
        {
            var words = line.Split(' ');
            return new Begun(Number(words[1]), Number(words[2]), (int)Number(words[3]), Number(words[4]));
        }

        private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
    }
}
