using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Daemonize.Tool.Tests;

/// <summary>What must not work: other users, other pages, read-only links, paths and bodies that nobody sends by mistake.</summary>
public sealed class WebGuardTests : WebTest
{
    private static int _last = 300_000_000 + (Environment.ProcessId % 100_000 * 1000);

    private readonly string _user = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task TokenCountsOnlyInItsHeader()
    {
        var client = await LogInAsync(await StartWebAsync());
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "api/v1/daemons"));
        client.DefaultRequestHeaders.Authorization = null;
        foreach (var query in (string[])["token", "access_token", "code", "login"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, $"api/v1/daemons?{query}={token}"));
        }

        client.DefaultRequestHeaders.Add("Cookie", $"token={token}; session={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/daemons"));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Basic " + token);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/daemons"));
        CloseAll();
    }

    [Theory]
    [InlineData("api/v1/session")]
    [InlineData("api/v1/daemons")]
    [InlineData("api/v1/events")]
    [InlineData("api/v1/calls")]
    [InlineData("api/v1/daemons/0000000000000000")]
    [InlineData("api/v1/daemons/0000000000000000/ticks")]
    [InlineData("api/v1/daemons/0000000000000000/log")]
    [InlineData("api/v1/daemons/0000000000000000/events")]
    [InlineData("api/v1/anything")]
    [InlineData("metrics")]
    public async Task NothingIsShownWithoutASession(string path)
    {
        _ = await StartWebAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(OnPort(), path));
        CloseAll();
    }

    /// <summary>The quickest of several: the first request to a server takes as long anyway.</summary>
    [Fact]
    public async Task WrongCodeCostsTime()
    {
        _ = await StartWebAsync();
        var client = OnPort();
        var quickest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var refused = await PostAsync(client, "api/v1/session", """{"code":"AAAAAAAAAAAAAAAAAAAAAA"}""");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            var took = Stopwatch.GetElapsedTime(begin);
            quickest = took < quickest ? took : quickest;
        }

        Assert.True(quickest >= TimeSpan.FromMilliseconds(250), $"{quickest}");
        Assert.Contains(
            "wrong or expired login code, 5 since the start", await File.ReadAllTextAsync(WebLog, Cancelled), StringComparison.Ordinal);
        CloseAll();
    }

    [Theory]
    [InlineData(421, "Host", "evil.example")]
    [InlineData(403, "Origin", "http://127.0.0.1:1")]
    [InlineData(403, "Origin", "null")]
    [InlineData(403, "Sec-Fetch-Site", "same-site")]
    [InlineData(403, "Sec-Fetch-Site", "cross-site")]
    public async Task RequestForAnotherPageIsRefused(int status, string header, string value)
    {
        var link = await StartWebAsync();
        var client = await LogInAsync(link);
        client.DefaultRequestHeaders.Add(header, value);
        Assert.Equal(status, (int)await StatusAsync(client, "api/v1/daemons"));
        Assert.Equal(status, (int)await StatusAsync(client, ""));
        Assert.Equal(status, (int)(await PostAsync(client, "api/v1/session", """{"code":"x"}""")).StatusCode);
        CloseAll();
    }

    /// <summary>A page can make a browser send requests to the port that ssh(1) forwards, but not without these headers.</summary>
    [Theory]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task BrowserOnTheSocketNeedsAToken(string header, string value)
    {
        _ = await StartWebAsync();
        var client = OnSocket();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "api/v1/session"));
        client.DefaultRequestHeaders.Add(header, value);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "api/v1/links")).StatusCode);
        CloseAll();
    }

    [Fact]
    public async Task FormIsRefused()
    {
        var client = await LogInAsync(await StartWebAsync("--control"));
        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded"])
        {
            using var body = new StringContent("{}", Encoding.UTF8, type);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync("api/v1/links", body, Cancelled)).StatusCode);
        }

        CloseAll();
    }

    /// <summary>The directory and the mode of the socket keep others away; the kernel's word counts if they do not.</summary>
    [Fact]
    public async Task AnotherUserIsRefusedOnTheSocketAndKnowsNothingOnThePort()
    {
        RequiresRoot.Check();
        _ = await StartWebAsync("--control");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        const UnixFileMode all = UnixFileMode.OtherExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (var path in (string[])[Sandbox.Root, Sandbox.RuntimeDirectory, SocketPath])
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | all);
        }

        string[] curl = ["/usr/bin/curl", "-s", "-o", "/dev/null", "-w", "%{http_code}\n", "--max-time", "30"];
        var onSocket = await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", [.. SetUser, .. curl, "--unix-socket", SocketPath, "http://localhost/api/v1/daemons"]);
        Assert.Equal("000\n", onSocket.Output);
        var line = $"user id {_user} connected to the socket, and was refused\n";
        _ = await Wait.ForFileAsync(WebLog, text => text.Contains(line, StringComparison.Ordinal));
        Assert.Equal(
            "200\n", (await Sandbox.ExecuteAsync(curl[0], [.. curl[1..], "--unix-socket", SocketPath, "http://localhost/"])).Output);
        var onPort = await Sandbox.ExecuteAsync("/usr/bin/setpriv", [.. SetUser, .. curl, Url + "api/v1/daemons"]);
        Assert.Equal("401\n", onPort.Output);
        CloseAll();
    }

    [Fact]
    public async Task LinkForLookingCannotAct()
    {
        _ = await StartWebAsync("--control");
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        var client = await LogInAsync((await RunAsync("web", "link", "--read-only")).Succeeds().Output.TrimEnd('\n'));
        var id = Text(await FindAsync(client, daemon), "id");
        foreach (var verb in (string[])["start", "stop", "restart", "reload", "tick"])
        {
            var (status, error) = await RefusalAsync(await PostAsync(client, $"api/v1/daemons/{id}/{verb}"));
            Assert.Equal((403, "this link is only for looking; 'daemonize web link' prints another"), (status, error));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(client, "api/v1/links")).StatusCode);
        var other = Text(await ReadAsync(await PostAsync(client, "api/v1/links", """{"readOnly":true}""")), "url")!;
        Assert.False((await GetAsync(await LogInAsync(other), "api/v1/session")).GetProperty("mayAct").GetBoolean());
        Assert.True(daemon.IsRunning);
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Theory]
    [InlineData("--control", "--read-only")]
    [InlineData]
    public async Task ServerForLookingCannotAct(params string[] options)
    {
        if (options.Length == 0)
        {
            // Only as root is that the default.
            RequiresRoot.Check();
        }

        var client = await LogInAsync(await StartWebAsync(options));
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        var found = await FindAsync(client, daemon);
        Assert.Equal(0, found.GetProperty("verbs").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(client, $"api/v1/daemons/{Text(found, "id")}/stop")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(OnSocket(), $"api/v1/daemons/{Text(found, "id")}/stop")).StatusCode);
        Assert.True(daemon.IsRunning);
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    /// <summary>What a reverse proxy passes on has neither Origin nor Sec-Fetch, and comes from this user's process.</summary>
    [Fact]
    public async Task ProxyOnTheSocketNeedsATokenToo()
    {
        var link = await StartWebAsync("--control", "--public", "https://ops.example.com/daemons");
        Assert.StartsWith("https://ops.example.com/daemons/#login=", link, StringComparison.Ordinal);
        var client = OnSocket();
        foreach (var host in (string[])["localhost", "ops.example.com"])
        {
            client.DefaultRequestHeaders.Host = host;
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/daemons"));
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "api/v1/links")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "daemons/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "daemons/api/v1/daemons"));
        client.DefaultRequestHeaders.Add("Origin", "https://ops.example.com");
        var session = await ReadAsync(await PostAsync(client, "api/v1/session", $$"""{"code":"{{CodeOf(link)}}"}"""));
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + Text(session, "token"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "daemons/api/v1/daemons"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Sandbox.RuntimeDirectory, "web.key")));
        CloseAll();
    }

    /// <summary>As bytes: a client would tidy them up.</summary>
    [Theory]
    [InlineData("GET /../../etc/passwd HTTP/1.1")]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1")]
    [InlineData("GET /page/index.html HTTP/1.1")]
    [InlineData("GET //etc/passwd HTTP/1.1")]
    [InlineData("GET /index.html/ HTTP/1.1")]
    [InlineData("GET /%69ndex.html HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/../session HTTP/1.1")]
    [InlineData("GET /api/v1/%64aemons HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/%2e%2e/session HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/%00 HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/a\0b HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/\u00e4 HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/..%2f..%2fetc/log HTTP/1.1")]
    [InlineData("GET /api/v1/daemons/ID/log?file=/etc/passwd HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/ID/stop%20--all HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/ID/kill HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/ID/STOP HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/ID/stop/ HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/ID/..%2fstop HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/*/stop HTTP/1.1")]
    [InlineData("POST /api/v1/daemons/0000000000000000/stop HTTP/1.1")]
    [InlineData("PUT /api/v1/daemons/ID/stop HTTP/1.1")]
    [InlineData("TRACE / HTTP/1.1")]
    public async Task PathIsNothingElseThanItSays(string line)
    {
        var client = await LogInAsync(await StartWebAsync("--control"));
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        var id = Text(await FindAsync(client, daemon), "id");
        var socket = await ConnectAsync(
            line.Replace("ID", id, StringComparison.Ordinal) + $"\r\nHost: 127.0.0.1:{Port}\r\nConnection: close\r\n" +
            $"Authorization: {client.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\n" +
            "Content-Length: 2\r\n\r\n{}");
        var answer = await ReadToEndAsync(socket);
        Assert.Matches("^HTTP/1.1 (400|404|405) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.True(daemon.IsRunning);
        Assert.Empty((await GetAsync(client, "api/v1/calls")).GetProperty("calls").EnumerateArray());
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("\"code\"", 400)]
    [InlineData("{\"code\":1}", 401)]
    [InlineData("{}", 401)]
    public async Task BodyMustBeAnObject(string body, int status)
    {
        _ = await StartWebAsync();
        var (found, error) = await RefusalAsync(await PostAsync(OnPort(), "api/v1/session", body));
        Assert.Equal(status, found);
        Assert.NotNull(error);
        CloseAll();
    }

    private string[] SetUser => [$"--reuid={_user}", $"--regid={_user}", "--clear-groups", "--"];
}
