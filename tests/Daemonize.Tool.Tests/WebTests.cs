using System.Net;
using System.Text.Json;

namespace Daemonize.Tool.Tests;

/// <summary>What the page sees and does, with a real server and real daemons.</summary>
public sealed class WebTests : WebTest
{
    [Fact]
    public async Task LinkLogsInOnce()
    {
        var link = await StartWebAsync("--control");
        Assert.StartsWith(Url + "#login=", link, StringComparison.Ordinal);
        var client = await LogInAsync(link);
        var session = await GetAsync(client, "api/v1/session");
        Assert.True(session.GetProperty("mayAct").GetBoolean());
        Assert.Equal(Environment.MachineName, Text(session, "host"));
        Assert.Equal(401, (await RefusalAsync(await PostAsync(OnPort(), "api/v1/session", $$"""{"code":"{{CodeOf(link)}}"}"""))).Status);

        using var ended = await DeleteAsync(client, "api/v1/session");
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/session"));
        CloseAll();
    }

    [Fact]
    public async Task CommandKnowsTheServerThatRuns()
    {
        var first = await StartWebAsync();
        var second = (await RunAsync("web")).Succeeds().Output.TrimEnd('\n');
        var third = (await RunAsync("web", "link", "--read-only")).Succeeds().Output.TrimEnd('\n');
        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);
        Assert.False((await GetAsync(await LogInAsync(third), "api/v1/session")).GetProperty("mayAct").GetBoolean());
        Assert.Equal(
            "daemonize: the page is served already; 'daemonize web restart --port=8000' changes its options\n",
            (await RunAsync("web", "--port", "8000")).FailsInOneLine(Tool, 2).Error);
        Assert.Contains($"serves {Url}", (await RunAsync("web", "status")).Succeeds().Output, StringComparison.Ordinal);

        var port = Port;
        (await RunAsync("web", "restart")).ExitsWith(0);
        Assert.StartsWith($"http://127.0.0.1:{port}/#login=", (await RunAsync("web", "link")).Succeeds().Output, StringComparison.Ordinal);
        CloseAll();
        Assert.StartsWith("daemonize-web stopped", (await RunAsync("web", "stop")).Succeeds().Output, StringComparison.Ordinal);
        Assert.False(File.Exists(SocketPath));
        Assert.Equal(
            "daemonize: the page is not served; 'daemonize web' starts it\n",
            (await RunAsync("web", "link")).FailsInOneLine(Tool, 7).Error);
    }

    [Fact]
    public async Task ListHasTheDaemonsOfTheMachine()
    {
        _ = await StartWebAsync();
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        var client = OnSocket();
        var found = await FindAsync(client, daemon);
        var listed = Assert.Single(await ListAsync(), found => Text(found, "pidFile") == daemon.PidFile);
        foreach (var member in (string[])["id", "name", "program", "version", "state", "user", "card", "schedule", "startedAt"])
        {
            Assert.Equal(Text(listed, member), Text(found, member));
        }

        Assert.Equal(daemon.Pid, found.GetProperty("pid").GetInt32());
        var detail = await GetAsync(client, $"api/v1/daemons/{Text(found, "id")}");
        Assert.Equal(daemon.LogFile, Text(detail.GetProperty("facts"), "logFile"));
        Assert.True(detail.GetProperty("hasLog").GetBoolean());
        Assert.Contains(
            $"--log-file={daemon.LogFile}",
            detail.GetProperty("startOptions").EnumerateArray().Select(static option => option.GetString()));
        CloseAll();
    }

    [Fact]
    public async Task EveryVerbActs()
    {
        var client = await LogInAsync(await StartWebAsync("--control"));
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        var id = Text(await FindAsync(client, daemon), "id")!;
        var pid = daemon.Pid;

        var tick = await CallAsync(client, id, "tick");
        Assert.Equal(0, tick.GetProperty("exitCode").GetInt32());
        Assert.Equal($"silent (pid {pid}) began tick 1", Text(tick.GetProperty("lines")[0], "text"));
        Assert.Equal("session 1", Text(tick, "by"));
        Assert.Equal(0, (await CallAsync(client, id, "reload")).GetProperty("exitCode").GetInt32());
        Assert.Equal(0, (await CallAsync(client, id, "restart")).GetProperty("exitCode").GetInt32());
        Assert.NotEqual(pid, daemon.Pid);
        Assert.Equal(0, (await CallAsync(client, id, "stop")).GetProperty("exitCode").GetInt32());
        Assert.False(daemon.IsRunning);
        Assert.Equal("stopped", Text(await FindAsync(client, daemon), "state"));
        Assert.Equal(7, (await CallAsync(client, id, "tick")).GetProperty("exitCode").GetInt32());
        Assert.Equal(0, (await CallAsync(client, id, "start")).GetProperty("exitCode").GetInt32());
        Assert.True(daemon.IsRunning);

        Assert.Equal(6, (await GetAsync(client, "api/v1/calls")).GetProperty("calls").GetArrayLength());
        var log = await File.ReadAllTextAsync(WebLog, Cancelled);
        Assert.Contains("session 1: stop testapp/silent\n", log, StringComparison.Ordinal);
        Assert.Matches("session 1: stop testapp/silent ended with exit code 0: silent stopped [(]pid [0-9]+[)]\n", log);
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    /// <summary>The stop of the server ends its session, and this stop runs in it otherwise.</summary>
    [Fact]
    public async Task ServerRestartsAndStopsItself()
    {
        _ = await StartWebAsync("--control");
        var web = Sandbox.Daemon("daemonize-web");
        await Wait.UntilAsync(() => Directory.GetFiles(Sandbox.CardDirectory, "daemonize.*.json").Length == 1, "the server has its card");
        var pid = web.Pid;
        var id = Text(await FindAsync(OnSocket(), web), "id");
        _ = await ReadAsync(await PostAsync(OnSocket(), $"api/v1/daemons/{id}/restart"));
        CloseAll();

        // By the lock file, which stays: the pid file is gone for a moment.
        await Wait.UntilAsync(
            () => web.IsLocked && web.Record is { IsReady: true } record && record.Pid != pid, "another server runs");
        _ = await ReadAsync(await PostAsync(OnSocket(), $"api/v1/daemons/{id}/stop"));
        CloseAll();
        await Wait.UntilAsync(() => !web.IsLocked, "the server has stopped");
    }

    [Fact]
    public async Task StreamTellsWhatHappens()
    {
        var client = await LogInAsync(await StartWebAsync("--control"));
        using var events = await EventReader.OpenAsync(client, "api/v1/events");
        Assert.Equal("snapshot", (await events.ReadAsync())!.Value.Name);
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        JsonElement? added = null;
        _ = await events.WaitForAsync("difference", data => (added = Find(data, "added", daemon)) is not null);
        Assert.Equal("running", Text(added!.Value, "state"));

        var id = Text(added.Value, "id")!;
        _ = await CallAsync(client, id, "tick");
        Assert.Equal("running", Text(await events.WaitForAsync("call"), "state"));
        Assert.Equal("ended", Text(await events.WaitForAsync("call"), "state"));
        _ = await events.WaitForAsync(
            "difference",
            data => IsChanged(data, id, static changed => changed.TryGetProperty("ticks", out var ticks) && ticks.GetInt32() == 1));

        (await RunAsync("stop", daemon.PidFile)).Succeeds();
        _ = await events.WaitForAsync("difference", data => IsChanged(data, id, static changed => Text(changed, "state") == "stopped"));
        _ = await DeleteAsync(client, "api/v1/session");
        Assert.Equal("logged out", Text(await events.WaitForAsync("end"), "error"));
        Assert.Null(await events.ReadAsync());
        CloseAll();
    }

    [Fact]
    public async Task StreamOfADaemonHasItsTicksAndItsLog()
    {
        _ = await StartWebAsync("--control");
        var client = OnSocket();
        var daemon = await StartAsync("silent");
        var id = Text(await FindAsync(client, daemon), "id");
        var log = await GetAsync(client, $"api/v1/daemons/{id}/log");
        Assert.True(HasLine(log, "started (pid "));
        using var events = await EventReader.OpenAsync(client, $"api/v1/daemons/{id}/events?after={Text(log, "next")}");
        Assert.Equal(daemon.PidFile, Text(await events.WaitForAsync("daemon"), "pidFile"));
        (await Sandbox.RunAsync(TestApp, "tick", "silent")).Succeeds();
        _ = await events.WaitForAsync(
            "ticks",
            static ticks => ticks.EnumerateArray()
                .Any(static tick => tick.TryGetProperty("tick", out var number) && number.GetInt32() == 1));
        var shown = await GetAsync(client, $"api/v1/daemons/{id}/ticks");
        Assert.Contains(shown.GetProperty("records").EnumerateArray(), static record => Text(record, "event") == "tick");

        File.Move(daemon.LogFile, daemon.LogFile + ".1");
        (await RunAsync("reload", daemon.PidFile)).Succeeds();
        _ = await events.WaitForAsync("log", static data => HasLine(data, "log reopened (SIGHUP)"));
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Fact]
    public async Task FilesOfThePageHaveTagsAndHeaders()
    {
        _ = await StartWebAsync();
        var client = OnPort();
        using var page = await client.GetAsync("", Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.StartsWith(
            "default-src 'none'; script-src 'self';", Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(page.Headers.Contains("Server"));
        Assert.DoesNotContain(page.Headers, static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        using var again = new HttpRequestMessage(HttpMethod.Get, "index.html");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using var same = await client.SendAsync(again, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "WebTests.cs"));
        CloseAll();
    }

    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8", false)]
    [InlineData("application/openmetrics-text;version=1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    public async Task MetricsAreOnTheirOwnAddressToo(string? accept, string mediaType, bool isOpen)
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = free.LocalEndpoint.ToString()!;
        free.Stop();
        _ = await StartWebAsync("--metrics", address);
        var daemon = await StartAsync("silent");
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        if (accept is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        }

        using var answer = await client.GetAsync("metrics", Cancelled);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.ToString());
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("daemonize_up{program=\"testapp\",daemon=\"silent\"", text, StringComparison.Ordinal);
        Assert.Equal(isOpen, text.EndsWith("\n# EOF\n", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, ""));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "api/v1/daemons"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(OnPort(), "metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OnSocket(), "metrics"));
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Fact]
    public async Task RootIsToldHowThePageMayAct()
    {
        RequiresRoot.Check();
        var message = "daemonize: as root, the page acts on daemons only if it was started with --control; " +
            "'daemonize web restart --control' does that\n";
        Assert.Equal(message, (await RunAsync("web")).ExitsWith(0).Error);
        Assert.Equal("", (await RunAsync("web")).ExitsWith(0).Error);
        (await RunAsync("web", "stop")).Succeeds();
        Assert.Equal("", (await RunAsync("web", "--control")).ExitsWith(0).Error);
    }

    [Fact]
    public async Task NamedPortIsForOneStart()
    {
        _ = await StartWebAsync();
        var kept = Port;
        (await RunAsync("web", "stop")).Succeeds();
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var named = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var link = (await RunAsync("web", "--port", $"{named}")).ExitsWith(0).Output;
        Assert.Contains($"\nhttp://127.0.0.1:{named}/#login=", link, StringComparison.Ordinal);
        (await RunAsync("web", "stop")).Succeeds();
        _ = await StartWebAsync();
        Assert.Equal(kept, Port);
    }

    [Fact]
    public async Task TakenPortNamesItsHolder()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var result = (await RunAsync("web", "--port", $"{port}")).ExitsWith(1);
        Assert.Contains($"cannot listen on port {port} of 127.0.0.1: ", result.Error, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A command that only lists must not pay for the page.</summary>
    [Fact]
    public async Task OtherCommandsLoadNothingOfTheServer()
    {
        var trace = Path.Combine(Sandbox.OutputDirectory, "opened");
        (await Sandbox.ExecuteAsync(
            EndToEnd.Tests.Infrastructure.Tools.Strace, "-f", "-qq", "-e", "trace=openat", "-o", trace, Tool.File, "list")).ExitsWith(0);
        var opened = (await File.ReadAllLinesAsync(trace, Cancelled))
            .Where(static line => line.Contains(".dll\"", StringComparison.Ordinal));
        Assert.Contains(opened, static line => line.Contains("/Daemonize.Runtime.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(opened, static line => line.Contains("/Microsoft.AspNetCore.", StringComparison.Ordinal));
    }

    private static bool HasLine(JsonElement log, string text) =>
        log.GetProperty("lines").EnumerateArray().Any(line => Text(line, "text")!.Contains(text, StringComparison.Ordinal));

    private static JsonElement? Find(JsonElement data, string member, DaemonFiles daemon) =>
        data.TryGetProperty(member, out var daemons) && daemons.EnumerateArray().FirstOrDefault(
            found => Text(found, "pidFile") == daemon.PidFile) is { ValueKind: JsonValueKind.Object } found
            ? found
            : null;

    private static bool IsChanged(JsonElement data, string id, Predicate<JsonElement> isWanted) =>
        data.TryGetProperty("changed", out var daemons)
            && daemons.EnumerateArray().Any(changed => Text(changed, "id") == id && isWanted(changed));
}
