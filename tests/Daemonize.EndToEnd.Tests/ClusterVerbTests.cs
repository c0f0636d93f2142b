using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The verbs of clusters, <c>members</c> and <c>handover</c>, with several processes on one machine.</summary>
public sealed class ClusterVerbTests : EndToEndTest
{
    private readonly string _state;
    private readonly string _output;

    public ClusterVerbTests()
    {
        _state = Sandbox.Create("state");
        _output = Sandbox.OutputDirectory;
        Sandbox.Environment["STATE_DIRECTORY"] = _state;
    }

    private static string Host => Environment.MachineName;

    private string Hold => Path.Combine(_output, "hold");

    [Fact]
    public async Task MembersAreTheProcessesOfADaemon()
    {
        var first = await StartAsync(Sandbox, "team");
        var second = await StartAsync(Other(), "team");
        var table = await MembersAsync(Sandbox, "team", rows: 2);
        Assert.Matches("^HOST +PID +ROLE +SHARDS +VERSION +NEXT SLOT +LAST SEEN$", table[0]);
        Assert.Matches($"^{Host} +{first.Pid} +leader +- +[0-9.]+[^ ]* +[0-9:]{{8}} +[0-9]+s ago$", table[1]);
        Assert.Matches($"^{Host} +{second.Pid} +(deputy|follower) +- +[0-9.]+[^ ]* +[0-9:]{{8}} +[0-9]+s ago$", table[2]);
        var json = (await Sandbox.RunAsync(App.Test, "members", "team", "--format", "json")).Succeeds().Output;
        Assert.Contains($"\"pid\": {first.Pid},\n    \"role\": \"leader\"", json, StringComparison.Ordinal);
        Assert.Contains($"\"pid\": {second.Pid},\n    \"role\": ", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MembersOfAllDaemonsNameThem()
    {
        await StartAsync(Sandbox, "team");
        await StartAsync(Sandbox, "yearly");
        var table = await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "members"), static result => result.Output.Split('\n').Length == 4,
            "both daemons have a member");
        Assert.Matches("^DAEMON +HOST .*\nteam +.* leader .*\nyearly +.* follower .*\n$", table.Succeeds().Output);
    }

    [Fact]
    public async Task MemberWithOtherSettingsHasAWarning()
    {
        await StartAsync(Sandbox, "team");
        await StartAsync(Other(), "team", "--interval", "2s");
        var table = await MembersAsync(Sandbox, "team", rows: 2);
        Assert.EndsWith("ago", table[1], StringComparison.Ordinal);
        Assert.Matches("ago +warning: other settings$", table[2]);
    }

    [Fact]
    public async Task NoMemberIsAnExitCode()
    {
        var none = (await Sandbox.RunAsync(App.Test, "members", "team")).FailsInOneLine(App.Test, 7);
        Assert.Equal("testapp: the store (file:) knows no process of team; start it\n", none.Error);
        var json = (await Sandbox.RunAsync(App.Test, "members", "team", "--format", "json")).ExitsWith(7);
        Assert.Equal("[]\n", json.Output);
        await StartAsync(Sandbox, "team");
        await MembersAsync(Sandbox, "team", rows: 1);
        (await Sandbox.RunAsync(App.Test, "stop", "team")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "members", "team")).FailsInOneLine(App.Test, 7);
    }

    [Theory]
    [InlineData("members", "tick", "testapp: tick does not have Scope = DaemonScope.Cluster, which members is for\n")]
    [InlineData("handover", "tick", "testapp: tick does not have Scope = DaemonScope.Cluster, which handover is for\n")]
    [InlineData("members", "team:1", "testapp: members shows all processes of a daemon; name team without a number\n")]
    [InlineData("members", "team --cluster=x://y", "testapp: --cluster takes a URL that begins with file:, not 'x://y'\n")]
    public async Task WrongUseIsAMistake(string verb, string arguments, string message) =>
        Assert.Equal(message, (await Sandbox.RunAsync(App.Test, [verb, .. arguments.Split(' ')])).FailsInOneLine(App.Test, 2).Error);

    [Theory]
    [InlineData("members")]
    [InlineData("handover")]
    public async Task ProgramWithoutAClusterSaysSo(string verb) => Assert.Equal(
        $"newsapp: newsapp has no daemon with Scope = DaemonScope.Cluster, which {verb} is for\n",
        (await Sandbox.RunAsync(App.News, verb)).FailsInOneLine(App.News, 2).Error);

    [Fact]
    public async Task HandOverMakesAnotherLead()
    {
        var first = await StartAsync(Sandbox, "team");
        var second = await StartAsync(Other(), "team");
        await BeginsAsync("team", first, count: 1);
        var done = (await Sandbox.RunAsync(App.Test, "handover", "team")).Succeeds();
        Assert.Matches($"^team \\(pid {first.Pid}\\) hands over; {Host}:{second.Pid} leads \\(token [0-9]+\\)\n$", done.Output);
        await BeginsAsync("team", second, count: 2);
        List<long> slots = [.. Begins("team", first).Concat(Begins("team", second)).Select(static tick => tick.Slot)];
        Assert.Equal(slots.Distinct(), slots);
        Assert.Equal(
            $"testapp: team (pid {first.Pid}) does not lead; {Host}:{second.Pid} does\n",
            (await Sandbox.RunAsync(App.Test, "handover", "team")).FailsInOneLine(App.Test, 1).Error);
    }

    /// <summary>It stays away until another process has led, not for good.</summary>
    [Fact]
    public async Task WhoHasHandedOverLeadsAgainAtTheStopOfTheNext()
    {
        var first = await StartAsync(Sandbox, "team", "--lease", "30s");
        var other = Other();
        var second = await StartAsync(other, "team", "--lease", "30s");
        await BeginsAsync("team", first, count: 1);
        (await Sandbox.RunAsync(App.Test, "handover", "team")).Succeeds();
        await BeginsAsync("team", second, count: 1);
        var before = Begins("team", first).Count;
        var last = Begins("team", second)[^1].Slot;

        (await other.RunAsync(App.Test, "stop", "team")).Succeeds();

        await BeginsAsync("team", first, before + 1);
        Assert.InRange(Begins("team", first)[before].Slot - last, 1, 5000);
    }

    [Fact]
    public async Task HandOverWaitsForTheTick()
    {
        await File.WriteAllTextAsync(Hold, "", TestContext.Current.CancellationToken);
        var first = await StartAsync(Sandbox, "team");
        var second = await StartAsync(Other(), "team");
        await BeginsAsync("team", first, count: 1);
        var command = Sandbox.RunAsync(App.Test, "handover", "team");
        await Wait.UntilAsync(() => first.Log.Contains("hands over", StringComparison.Ordinal), "the daemon has heard of it");
        Assert.Empty(Begins("team", second));
        Assert.False(command.IsCompleted);
        File.Delete(Hold);
        Assert.Contains($"hands over; {Host}:{second.Pid} leads", (await command).Succeeds().Output, StringComparison.Ordinal);
        await BeginsAsync("team", second, count: 1);
        var tick = Begins("team", first).Single();
        Assert.Contains($"end {tick.Slot} ", TextFile.TryRead(FileOf("team", first)), StringComparison.Ordinal);
        Assert.DoesNotContain("interrupted", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandOverThatTakesLongIsALineAndHappens()
    {
        await File.WriteAllTextAsync(Hold, "", TestContext.Current.CancellationToken);
        var first = await StartAsync(Sandbox, "team");
        var second = await StartAsync(Other(), "team");
        await BeginsAsync("team", first, count: 1);
        Assert.Equal(
            $"testapp: team (pid {first.Pid}) has not handed over within 100ms (--timeout); it does so when its tick has ended\n",
            (await Sandbox.RunAsync(App.Test, "handover", "team", "--timeout", "100ms")).FailsInOneLine(App.Test, 1).Error);
        File.Delete(Hold);
        await BeginsAsync("team", second, count: 1);
    }

    /// <summary>With nobody else, nobody leads for the time of one lease, and then the same process.</summary>
    [Fact]
    public async Task ProcessThatHandsOverDoesNotLeadForOneLease()
    {
        var daemon = await StartAsync(Sandbox, "team");
        await BeginsAsync("team", daemon, count: 1);
        var done = (await Sandbox.RunAsync(App.Test, "handover", "team")).Succeeds();
        Assert.Equal($"team (pid {daemon.Pid}) hands over; no process leads yet\n", done.Output);
        var before = Begins("team", daemon);
        await BeginsAsync("team", daemon, before.Count + 1);
        var after = Begins("team", daemon)[before.Count];
        Assert.InRange(after.At - before[^1].At, 3000, 8000);
        Assert.True(after.Token > before[^1].Token);
    }

    [Fact]
    public async Task MethodWithoutAScheduleEndsAndBeginsElsewhere()
    {
        var first = await StartAsync(Sandbox, "consume");
        var second = await StartAsync(Other(), "consume");
        await Wait.ForFileAsync(FileOf("consume", first), static text => text.StartsWith("begins", StringComparison.Ordinal));
        var done = (await Sandbox.RunAsync(App.Test, "handover", "consume")).Succeeds();
        Assert.Contains($"hands over; {Host}:{second.Pid} leads", done.Output, StringComparison.Ordinal);
        Assert.EndsWith("ends\n", TextFile.TryRead(FileOf("consume", first)), StringComparison.Ordinal);
        await Wait.ForFileAsync(FileOf("consume", second), static text => text.StartsWith("begins", StringComparison.Ordinal));
    }

    /// <summary>A leader whose next slot is far away holds no lease. It follows afterwards, like any other process.</summary>
    [Fact]
    public async Task ProcessThatRestsHandsOverAtOnce()
    {
        var daemon = await StartAsync(Sandbox, "yearly");
        var done = (await Sandbox.RunAsync(App.Test, "handover", "yearly")).Succeeds();
        Assert.Equal($"yearly (pid {daemon.Pid}) hands over; no process leads yet\n", done.Output);
        var status = (await Sandbox.RunAsync(App.Test, "status", "yearly")).Succeeds();
        Assert.Contains("follows; nobody leads now", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandOverNeedsARunningDaemon() => Assert.Equal(
        "testapp: team is not running; start it\n",
        (await Sandbox.RunAsync(App.Test, "handover", "team")).FailsInOneLine(App.Test, 7).Error);

    /// <summary>Creates a sandbox whose processes share the store and the output with those of the first.</summary>
    private Sandbox Other()
    {
        var other = CreateSandbox();
        other.Environment["STATE_DIRECTORY"] = _state;
        other.Environment["TESTAPP_OUTPUT"] = _output;
        return other;
    }

    private static async Task<DaemonFiles> StartAsync(Sandbox sandbox, string name, params string[] options)
    {
        (await sandbox.RunAsync(App.Test, ["start", name, .. options])).Succeeds();
        return sandbox.Daemon(name);
    }

    /// <summary>Waits until the table has a number of members, which write their records soon after their start.</summary>
    private static async Task<string[]> MembersAsync(Sandbox sandbox, string name, int rows)
    {
        var result = await Wait.ForAnswerAsync(
            () => sandbox.RunAsync(App.Test, "members", name), result => result.Output.Split('\n').Length == rows + 2, "all are members");
        return result.Succeeds().Output.Split('\n');
    }

    private string FileOf(string name, DaemonFiles daemon) => Path.Combine(_output, $"{name}-{daemon.Pid}");

    private Task BeginsAsync(string name, DaemonFiles daemon, int count) =>
        Wait.UntilAsync(() => Begins(name, daemon).Count >= count, $"{count} ticks have begun");

    private List<(long Slot, long Token, long At)> Begins(string name, DaemonFiles daemon) =>
    [
        .. from line in TextFile.TryRead(FileOf(name, daemon))?.Split('\n')[..^1] ?? []
           let words = line.Split(' ')
           where words[0] == "begin"
           select (Number(words[1]), Number(words[2]), Number(words[4])),
    ];

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
