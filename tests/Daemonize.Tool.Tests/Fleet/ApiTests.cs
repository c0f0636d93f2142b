using System.Text.Json;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The API over standard streams, without ssh.</summary>
public sealed class ApiTests : ToolTest
{
    [Fact]
    public async Task FirstLineSaysWhichProtocolItIs()
    {
        using var api = new ApiSession(Sandbox, Tool.File);
        var hello = await api.ReadAsync();
        Assert.Equal((1, Environment.MachineName), (hello.GetProperty("protocol").GetInt32(), Text(hello, "host")));
        Assert.Equal(0, await api.EndAsync());
    }

    [Fact]
    public async Task ListHasALineForEachDaemonAndALast()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        using var api = await BeginAsync();
        await api.SendAsync("""{"id":7,"method":"list"}""");
        var lines = await api.ReadAllAsync("done");
        Assert.All(lines, static line => Assert.Equal(7, line.GetProperty("id").GetInt64()));
        var found = DaemonIn(lines, daemon);
        Assert.Equal(("testapp", "wait", "running"), (Text(found, "program"), Text(found, "name"), Text(found, "state")));
    }

    /// <summary>A tick is in the list of the last ones: while it runs and when it has ended, and then no more.</summary>
    [Fact]
    public async Task WatchPassesOnWhatChanges()
    {
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        using var api = await BeginAsync();
        await api.SendAsync("""{"id":1,"method":"watch"}""");
        var first = await api.ReadAllAsync("at");
        Assert.Equal(0, DaemonIn(first, daemon).GetProperty("ticks").GetInt64());
        Assert.True(first[0].GetProperty("whole").GetBoolean());
        await api.ReadUntilAsync(static line => line.TryGetProperty("at", out _));

        (await Sandbox.RunAsync(TestApp, "tick", "silent")).Succeeds();
        var ticked = await api.ReadUntilAsync(
            line => IsOf(line, daemon) && line.GetProperty("daemon").GetProperty("ticks").GetInt64() == 1);
        Assert.False(ticked.TryGetProperty("whole", out _));
        var recent = ticked.GetProperty("daemon").GetProperty("recent");
        var entry = Assert.Single(recent.EnumerateArray(), static entry => entry[1].GetInt32() == 1);
        Assert.Equal(1, entry[7].GetInt32());

        (await Sandbox.RunAsync(TestApp, "stop", "silent")).Succeeds();
        await api.ReadUntilAsync(line => IsOf(line, daemon) && Text(line.GetProperty("daemon"), "state") == "stopped");
        File.Delete(Assert.Single(FindCards("silent")));
        Directory.Delete(Sandbox.RuntimeDirectory, recursive: true);
        await api.ReadUntilAsync(static line => line.TryGetProperty("gone", out _));
        Assert.Equal(0, await api.EndAsync());
    }

    [Fact]
    public async Task VerbRunsOnTheDaemonWithTheId()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        using var api = await BeginAsync();
        var id = await IdOfAsync(api, daemon);
        await api.SendAsync($$"""{"id":2,"method":"stop","daemons":["{{id}}"]}""");
        var stopped = await api.ReadAsync();
        Assert.Equal(
            (2, 0, ""),
            (stopped.GetProperty("id").GetInt64(), stopped.GetProperty("exitCode").GetInt32(), Text(stopped, "error")));
        Assert.StartsWith("wait stopped (pid ", Text(stopped, "output"), StringComparison.Ordinal);
        Assert.False(daemon.IsRunning);
        await api.SendAsync($$"""{"id":3,"method":"reload","daemons":["{{id}}"]}""");
        Assert.Equal(7, (await api.ReadAsync()).GetProperty("exitCode").GetInt32());
        await api.SendAsync("""{"id":4,"method":"stop","daemons":["0123456789abcdef"]}""");
        Assert.Equal("cannot stop: there is no such daemon any more", Text(await api.ReadAsync(), "error"));
    }

    /// <summary>Whoever has asked may have gone: the verb still comes to its end, and the API after it.</summary>
    [Fact]
    public async Task VerbIsEndedAfterTheLastRequest()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        using var api = await BeginAsync();
        await api.SendAsync($$"""{"id":2,"method":"stop","daemons":["{{await IdOfAsync(api, daemon)}}"]}""");
        Assert.Equal(0, await api.EndAsync());
        Assert.False(daemon.IsRunning);
    }

    [Fact]
    public async Task ReadOnlyRunsNoVerb()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        using var api = await BeginAsync("--read-only");
        await api.SendAsync($$"""{"id":2,"method":"stop","daemons":["{{await IdOfAsync(api, daemon)}}"]}""");
        var refused = await api.ReadAsync();
        Assert.Equal(
            ("the API of this machine was started with --read-only", 4),
            (Text(refused, "refusal"), refused.GetProperty("exitCode").GetInt32()));
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task ShowHasTheLastTicksAndTheEndOfTheLog()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        using var api = await BeginAsync();
        await api.SendAsync($$"""{"id":2,"method":"show","daemons":["{{await IdOfAsync(api, daemon)}}"]}""");
        var lines = await api.ReadAllAsync("done");
        Assert.NotEmpty(lines[0].GetProperty("recent").EnumerateArray());
        Assert.Contains(lines, static line => Text(line, "line")?.Contains("wait: started (pid ", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("help\n")]
    [InlineData("{\"id\":1}\n")]
    [InlineData("[]\n")]
    [InlineData("{\"id\":1,\"method\":\"list\",\"daemons\":{}}\n")]
    public async Task LineThatIsNoRequestEndsIt(string text)
    {
        using var api = await BeginAsync();
        await api.WriteAsync(text);
        Assert.Equal("that is no request; docs/fleet.md describes them", Text(await api.ReadAsync(), "refusal"));
        Assert.Equal(2, await api.EndAsync());
    }

    [Fact]
    public async Task RequestWithoutAnEndEndsIt()
    {
        using var api = await BeginAsync();
        await api.WriteAsync(new string('x', 70_000));
        Assert.Equal("that is no request; docs/fleet.md describes them", Text(await api.ReadAsync(), "refusal"));
    }

    [Fact]
    public async Task UnknownMethodIsRefusedAndNothingElse()
    {
        using var api = await BeginAsync();
        await api.SendAsync("""{"id":5,"method":"forget"}""");
        Assert.Equal("there is no such method", Text(await api.ReadAsync(), "refusal"));
        await api.SendAsync("""{"id":6,"method":"list"}""");
        Assert.Equal(6, (await api.ReadAsync()).GetProperty("id").GetInt64());
    }

    [Theory]
    [InlineData("api")]
    [InlineData("api", "--stdio", "word")]
    public async Task ApiIsForStandardStreams(params string[] args) => Assert.StartsWith(
        "daemonize: api needs --stdio: ", (await RunAsync(args)).FailsInOneLine(Tool, 2).Error, StringComparison.Ordinal);

    private async Task<ApiSession> BeginAsync(params string[] options)
    {
        var api = new ApiSession(Sandbox, Tool.File, options);
        await api.ReadAsync();
        return api;
    }

    private static async Task<string?> IdOfAsync(ApiSession api, DaemonFiles daemon)
    {
        await api.SendAsync("""{"id":1,"method":"list"}""");
        return Text(DaemonIn(await api.ReadAllAsync("done"), daemon), "id");
    }

    private static bool IsOf(JsonElement line, DaemonFiles daemon) =>
        line.TryGetProperty("daemon", out var found) && Text(found, "pidFile") == daemon.PidFile;

    private static JsonElement DaemonIn(List<JsonElement> lines, DaemonFiles daemon) =>
        lines.Single(line => IsOf(line, daemon)).GetProperty("daemon");
}
