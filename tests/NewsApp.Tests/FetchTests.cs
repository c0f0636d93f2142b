using System.Globalization;
using NewsApp.Tests.Infrastructure;

namespace NewsApp.Tests;

public sealed class FetchTests
{
    [Fact]
    public async Task RequestIsTheOneOfNewsApiV2()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(Answers.TwoArticles));
        await run.FetchAsync();

        var request = Assert.Single(run.Server!.Requests);
        Assert.Equal(("GET", "/v2/top-headlines", "?country=us"), (request.Method, request.Path, request.Query));
        Assert.Equal(NewsRun.Key, request.Headers["X-Api-Key"]);
        Assert.NotEmpty(request.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData("de", "?country=de")]
    [InlineData("a&b=c", "?country=a%26b%3Dc")]
    public async Task CountryIsPartOfTheRequest(string country, string query)
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(Answers.TwoArticles));
        await NewsApi.FetchAsync(run.Settings with { Country = country }, TestContext.Current.CancellationToken);

        Assert.Equal(query, Assert.Single(run.Server!.Requests).Query);
    }

    [Fact]
    public async Task BaseAddressMayHaveAPath()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(Answers.TwoArticles));
        var settings = NewsSettings.From(name => name == "NEWSAPI_BASE_ADDRESS" ? $"{run.Server!.BaseAddress}mirror" : null);
        await NewsApi.FetchAsync(settings with { ApiKey = NewsRun.Key }, TestContext.Current.CancellationToken);

        Assert.Equal("/mirror/v2/top-headlines", Assert.Single(run.Server!.Requests).Path);
    }

    [Fact]
    public async Task FileHoldsTitleSourceTimeAndLinkOfEach()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json(Answers.TwoArticles));
        var file = await run.FetchAsync();

        Assert.Equal([file], run.Files);
        Assert.EndsWith("""


            Bridge “opens” early
              source: River Post
              time:   2026-11-23 15:20:31 UTC
              link:   https://river-post.example/bridge?a=1&b=2

            Snow falls
              source: Hill Times
              time:   2026-11-23 09:05:00 UTC
              link:   https://hill-times.example/snow

            """, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileIsNamedAfterPidAndTime()
    {
        var before = DateTime.UtcNow;
        await using var run = NewsRun.Offline();
        var name = Path.GetFileName(await run.FetchAsync());

        Assert.Matches(@"^pid_\d+_my_daemon_log_.*\.txt$", name);
        Assert.StartsWith("pid_4242_my_daemon_log_", name, StringComparison.Ordinal);
        var time = DateTime.ParseExact(
            name["pid_4242_my_daemon_log_".Length..^".txt".Length], "yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal);
        Assert.InRange(time, before.AddMilliseconds(-1), DateTime.UtcNow);
    }

    [Fact]
    public async Task BundledEditionNeedsNoNetwork()
    {
        await using var run = NewsRun.Offline();
        var text = await File.ReadAllTextAsync(await run.FetchAsync(), TestContext.Current.CancellationToken);

        var articles = BundledEdition.Read().Articles!;
        Assert.Equal(10, articles.Length);
        Assert.All(articles, article =>
        {
            Assert.Contains(article.Title!, text, StringComparison.Ordinal);
            Assert.Contains(article.Source!.Name!, text, StringComparison.Ordinal);
            Assert.Contains(
                article.PublishedAt!.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
            Assert.Contains(article.Url!, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task NullFieldsAreSaidToBeMissing()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json("""
            {"status":"ok","articles":[{"title":"Alone"},{"url":"https://b.example/","source":{"name":null}}]}
            """));
        var text = await File.ReadAllTextAsync(await run.FetchAsync(), TestContext.Current.CancellationToken);

        Assert.Contains("Alone\n  source: (unknown)\n  time:   (unknown)\n  link:   (none)\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "(no title)\n  source: (unknown)\n  time:   (unknown)\n  link:   https://b.example/\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TitleCannotForgeLinesOrControlTheTerminal()
    {
        await using var run = await NewsRun.AskingAsync(Answers.Json("""
            {"status":"ok","articles":[{"title":"One\r\n  link:   https://evil.example/\u001b[2J","url":"https://a.example/"}]}
            """));
        var text = await File.ReadAllTextAsync(await run.FetchAsync(), TestContext.Current.CancellationToken);

        Assert.Contains("\nOne link: https://evil.example/ [2J\n", text, StringComparison.Ordinal);
    }
}
