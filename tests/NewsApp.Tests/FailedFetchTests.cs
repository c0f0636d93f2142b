using System.Net;
using System.Net.Sockets;
using NewsApp.Tests.Infrastructure;

namespace NewsApp.Tests;

/// <summary>Every failure is a <see cref="NewsException"/> of one line, without the key, and leaves nothing in the output folder.</summary>
public sealed class FailedFetchTests
{
    [Theory]
    [InlineData(401, "apiKeyInvalid", "Your API key is invalid.",
        "refused the key (401 apiKeyInvalid): Your API key is invalid.; check NEWSAPI_KEY")]
    [InlineData(429, "rateLimited", "You made too many requests.",
        "too many requests with this key (429 rateLimited): You made too many requests.;")]
    [InlineData(500, "unexpectedError", "Something went wrong.",
        "failed (500 unexpectedError): Something went wrong.; the next tick asks again")]
    [InlineData(400, "parametersMissing", "No parameters.", "gave no headlines (400 parametersMissing): No parameters.;")]
    public async Task ErrorOfNewsApiIsReported(int status, string code, string message, string expected)
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(Answers.Error(code, message), status));
        Assert.Contains(expected, await run.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorPageOfAProxyIsReported()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Html("<html><body>502 Bad Gateway</body></html>", 502));
        Assert.Contains("failed (502): it does not say why; the next tick asks again", await run.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EchoedKeyIsNotReported()
    {
        await using var run =
            await NewsRun.AskingAsync(Answers.Json(Answers.Error($"{NewsRun.Key}Invalid", $"No such key: {NewsRun.Key}"), 401));
        Assert.Contains("(401 ***Invalid): No such key: ***;", await run.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageOfTheServerStaysOnItsLine()
    {
        await using var run =
            await NewsRun.AskingAsync(Answers.Json(Answers.Error("unexpectedError", @"one\ntwo" + new string('x', 10_000)), 500));
        var message = await run.FailAsync();
        Assert.Contains("one two", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 100, 500);
    }

    [Fact]
    public async Task RedirectionIsNotFollowedWithTheKey()
    {
        await using var elsewhere = await FakeNewsApi.StartAsync(Answers.Json(Answers.TwoArticles));
        await using var run = await NewsRun.AskingAsync(context =>
        {
            context.Response.Redirect(elsewhere.BaseAddress.AbsoluteUri);
            return Task.CompletedTask;
        });
        Assert.Contains("gave no headlines (302)", await run.FailAsync(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("""{"status":"ok","articles":[{"title":"Cut""", "schema: ")]
    [InlineData("", "schema: ")]
    [InlineData("<html>Sign in to this network</html>", "schema: '<' is an invalid start of a value.")]
    [InlineData("null", "schema: it is null;")]
    [InlineData("[]", "schema: The JSON value could not be converted")]
    [InlineData("{}", "schema: its status is \"\" (no code), not \"ok\";")]
    [InlineData("""{"status":"error","code":"apiKeyDisabled","message":"Disabled."}""",
        "schema: its status is \"error\" (apiKeyDisabled), not \"ok\";")]
    [InlineData("""{"status":"ok","totalResults":0}""", "schema: it has no articles;")]
    [InlineData("""{"status":"ok","totalResults":0,"articles":[]}""", "schema: its list of articles is empty;")]
    [InlineData("""{"status":"ok","articles":[{"title":"Good"},null]}""", "schema: article 2 has neither title nor url;")]
    [InlineData("""{"status":"ok","articles":[{"headline":"Another schema"}]}""", "schema: article 1 has neither title nor url;")]
    [InlineData("""{"status":"ok","articles":[{"title":"Late","publishedAt":"yesterday"}]}""", "$.articles[0].publishedAt")]
    [InlineData("""{"status":"ok","articles":[{"title":"Good"}]} and more""", "schema: ")]
    public async Task AnswerOfAnotherFormIsRefused(string body, string expected)
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(body));
        var message = await run.FailAsync();
        Assert.StartsWith(
            $"NewsAPI at {run.Settings.BaseAddress.Authority} sent no headlines of the NewsAPI v2 schema: ", message,
            StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnswerThatBreaksOffIsRefused(bool resets)
    {
        await using var run = await NewsRun.AskingAsync(Answers.BrokenOff(Answers.TwoArticles, resets));
        Assert.Contains(" broke off its answer: ", await run.FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OversizedAnswerIsRefused(bool tellsItsLength)
    {
        var body = Answers.TwoArticles + new string(' ', 2 << 20);
        await using var run = await NewsRun.AskingAsync(async context =>
        {
            context.Response.ContentLength = tellsItsLength ? System.Text.Encoding.UTF8.GetByteCount(body) : null;
            await Answers.Json(body)(context);
        });
        Assert.Contains("sent more than 1048576 bytes", await run.FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"status":"ok",""")]
    public async Task SilentServerTimesOut(string? start)
    {
        await using var run = await NewsRun.AskingAsync(Answers.Endless(start));
        var message = await run.FailAsync(TimeSpan.FromMilliseconds(250));
        Assert.Contains("did not answer within 0.25s (NEWSAPI_TIMEOUT); the next tick asks again", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"status":"ok",""")]
    public async Task StopIsACancellationAndNoFailure(string? start)
    {
        var received = new TaskCompletionSource();
        await using var run = await NewsRun.AskingAsync(Answers.Endless(start, received));
        using var stopping = new CancellationTokenSource();
        var fetch = run.FetchAsync(stopping: stopping.Token);
        await Task.WhenAny(received.Task, fetch);
        await stopping.CancelAsync();

        var stop = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Equal(stopping.Token, stop.CancellationToken);
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task ServerThatIsDownIsReported()
    {
        // Bound but not listening: the connection is refused, and no other process can take the port meanwhile.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var run = NewsRun.Asking(new($"http://{socket.LocalEndPoint}/"));
        Assert.Contains(
            "cannot be asked: Connection refused; check the network and NEWSAPI_BASE_ADDRESS", await run.FailAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAfterAFailureSucceeds()
    {
        var calls = 0;
        await using var run = await NewsRun.AskingAsync(context => (Interlocked.Increment(ref calls) == 1
            ? Answers.BrokenOff("{", resets: true)
            : Answers.Json(Answers.TwoArticles))(context));
        await run.FailAsync();
        Assert.Equal([await run.FetchAsync()], run.Files);
    }
}
