using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests;

/// <summary>What must not take more than its share: large requests, floods of connections and streams, readers that do not read.</summary>
public sealed class WebLimitTests : WebTest
{
    [Fact]
    public async Task LargeRequestsAreCutOff()
    {
        _ = await StartWebAsync();
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync(OnPort(), "api/v1/session", $$"""{"code":"{{new string('x', 4096)}}"}""")).StatusCode);
        var post = $"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nContent-Type: application/json\r\n";
        var large = await ConnectAsync(post + "Content-Length: 1048576\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await ReadToEndAsync(large), StringComparison.Ordinal);
        var chunked = await ConnectAsync(post + $"Transfer-Encoding: chunked\r\n\r\n2000\r\n{new string('x', 0x2000)}\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await ReadToEndAsync(chunked), StringComparison.Ordinal);
        CloseAll();
    }

    [Theory]
    [InlineData("GET /api/v1/daemons/", 414)]
    [InlineData("GET / HTTP/1.1\r\nX-Long: ", 431)]
    public async Task LongHeadsAreCutOff(string begin, int status)
    {
        _ = await StartWebAsync();
        var socket = await ConnectAsync(begin + new string('x', 64 * 1024));
        Assert.StartsWith($"HTTP/1.1 {status} ", await ReadToEndAsync(socket), StringComparison.Ordinal);
        CloseAll();
    }

    [Fact]
    public async Task ConnectionsAreLimitedOnEachListener()
    {
        _ = await StartWebAsync();
        List<Socket> open = [];
        for (var i = 0; i < WebListener.MaxConnections; i++)
        {
            open.Add(await ConnectAsync());
        }

        var request = $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nConnection: close\r\n\r\n";
        var answer = ReadToEndAsync(await ConnectAsync(request));
        for (var i = 0; i < 20; i++)
        {
            // What is not limited is answered many times meanwhile.
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(OnSocket(), "api/v1/daemons"));
        }

        Assert.False(answer.IsCompleted, "a connection beyond the limit was served");
        open[0].Dispose();
        Assert.StartsWith("HTTP/1.1 200 ", await answer, StringComparison.Ordinal);
        CloseAll();
    }

    [Fact]
    public async Task HalfARequestIsNotWaitedForLong()
    {
        _ = await StartWebAsync();
        var begin = Stopwatch.GetTimestamp();
        var half = await ConnectAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1");
        _ = await ReadToEndAsync(half);
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        CloseAll();
    }

    /// <summary>
    /// Any user of the machine can do that to the port. The server stays small, the owner still gets in by the socket, and by the port once
    /// the connections are gone.
    /// </summary>
    [Fact]
    public async Task TwoThousandHalfRequestsTakeTheirPlacesAndNoMore()
    {
        _ = await StartWebAsync();
        var server = Sandbox.Daemon("daemonize-web").Process;
        var before = server.Descriptors.Count;
        List<Socket> open = [];
        for (var i = 0; i < 2000; i++)
        {
            open.Add(await ConnectAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1"));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OnSocket(), "api/v1/daemons"));
        Assert.InRange(server.Descriptors.Count, before + WebListener.MaxConnections / 2, before + WebListener.MaxConnections + 30);
        open.ForEach(static socket => socket.Dispose());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OnPort(), ""));
        CloseAll();
    }

    /// <summary>The connections of streams that nobody reads come back, without a word of their reader.</summary>
    [Fact]
    public async Task StreamsAreLimitedAndOneThatIsNotReadIsCutOff()
    {
        _ = await StartWebAsync();
        var daemon = await StartAsync("silent");
        var client = OnSocket();
        var id = Text(await FindAsync(client, daemon), "id");
        var place = Text(await GetAsync(client, $"api/v1/daemons/{id}/log"), "first");
        await File.AppendAllTextAsync(
            daemon.LogFile, string.Concat(Enumerable.Repeat(new string('x', 16_000) + "\n", 500)), Cancelled);
        for (var i = 0; i < StreamApi.MaxStreams; i++)
        {
            var socket = Use(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), Cancelled);
            var request = $"GET /api/v1/daemons/{id}/events?after={place} HTTP/1.1\r\nHost: localhost\r\n\r\n";
            _ = await socket.SendAsync(Encoding.ASCII.GetBytes(request), Cancelled);
            Assert.True(socket.Poll(Wait.Limit, SelectMode.SelectRead), "the stream has begun");
        }

        using (var refused = await client.GetAsync("api/v1/events", HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        }

        _ = await Wait.ForAnswerAsync(
            async () =>
            {
                using var answer = await client.GetAsync("api/v1/events", HttpCompletionOption.ResponseHeadersRead, Cancelled);
                return answer.StatusCode;
            },
            static status => status == HttpStatusCode.OK, "a stream is free again");
        CloseAll();
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Fact]
    public async Task OneVerbAtATimeActsOnADaemon()
    {
        _ = await StartWebAsync("--control");
        var daemon = await StartAsync("deaf", "--stop-timeout=3s");
        await CardsAsync("deaf");
        var client = OnSocket();
        var id = Text(await FindAsync(client, daemon), "id")!;
        var first = await ReadAsync(await PostAsync(client, $"api/v1/daemons/{id}/stop"));
        Assert.Equal(
            (409, "another verb still runs on testapp/deaf; wait for its end"),
            await RefusalAsync(await PostAsync(client, $"api/v1/daemons/{id}/restart")));
        _ = await Wait.ForAnswerAsync(
            () => GetAsync(client, $"api/v1/calls/{Text(first, "call")}"), static call => Text(call, "state") == "ended",
            "the stop has ended");
        Assert.False(daemon.IsRunning);
        CloseAll();
    }

    /// <summary>Each verb is a start of a program, and a page that asks for many must not take the machine.</summary>
    [Fact]
    public async Task FourVerbsAtATimeRunInAll()
    {
        _ = await StartWebAsync("--control");
        for (var i = 0; i <= VerbCalls.MaxAtATime; i++)
        {
            _ = await StartAsync("deaf", "--stop-timeout=3s", $"--pid-file={Sandbox.RuntimeDirectory}/deaf{i}.pid");
        }

        await CardsAsync("deaf", VerbCalls.MaxAtATime + 1);
        var client = OnSocket();
        var daemons = (await GetAsync(client, "api/v1/daemons")).GetProperty("daemons").EnumerateArray();
        string[] ids =
        [
            .. daemons.Where(daemon => Text(daemon, "pidFile")!.StartsWith($"{Sandbox.RuntimeDirectory}/deaf", StringComparison.Ordinal))
                .Select(static daemon => Text(daemon, "id")!),
        ];
        Assert.Equal(VerbCalls.MaxAtATime + 1, ids.Length);
        List<string> calls = [];
        foreach (var id in ids[1..])
        {
            calls.Add(Text(await ReadAsync(await PostAsync(client, $"api/v1/daemons/{id}/stop")), "call")!);
        }

        Assert.Equal(
            (429, "4 verbs run already; wait for one to end"),
            await RefusalAsync(await PostAsync(client, $"api/v1/daemons/{ids[0]}/stop")));
        foreach (var call in calls)
        {
            _ = await Wait.ForAnswerAsync(
                () => GetAsync(client, $"api/v1/calls/{call}"), static call => Text(call, "state") == "ended", "a stop has ended");
        }

        _ = await CallAsync(client, ids[0], "stop");
        CloseAll();
    }
}
