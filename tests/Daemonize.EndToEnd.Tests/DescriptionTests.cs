using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The hidden verb <c>@describe</c>, by which a tool learns of a program's daemons.</summary>
public sealed class DescriptionTests : EndToEndTest
{
    /// <summary>No code of the program runs: the Main of this one would end with another exit code.</summary>
    [Fact]
    public async Task DescribesDaemonsThatWereNeverStarted()
    {
        var cards = await DescribeAsync(App.OwnMain);
        Assert.Equal(["patient", "wait"], cards.Select(static card => card.GetProperty("daemon").GetString()));
        Assert.All(cards, static card => Assert.False(card.TryGetProperty("startedAt", out _)));
        Assert.Equal(Sandbox.Daemon("wait").PidFile, cards[1].GetProperty("pidFile").GetString());
        Assert.Empty(Sandbox.Snapshot());
        Assert.False(Directory.Exists(Sandbox.CardDirectory));
    }

    [Fact]
    public async Task ShowsTheCardsOfStartedOnes()
    {
        (await Sandbox.RunAsync(App.OwnMain, "start", "wait", "--stop-timeout", "9s")).Succeeds();
        (await Sandbox.RunAsync(
            App.OwnMain, "start", "wait", "--pid-file", Path.Combine(Sandbox.RuntimeDirectory, "second.pid"))).Succeeds();
        await Wait.UntilAsync(() => Directory.GetFiles(Sandbox.CardDirectory, "*.json").Length == 2, "the cards are there");

        // A file that somebody else has put there, and one that is no card.
        File.WriteAllText(Path.Combine(Sandbox.CardDirectory, "ownmainapp.wait.0.json"), "{");
        var cards = await DescribeAsync(App.OwnMain);

        Assert.Equal(["patient", "wait", "wait"], cards.Select(static card => card.GetProperty("daemon").GetString()));
        Assert.Equal(
            [false, true, true], cards.Select(static card => card.TryGetProperty("startedAt", out _)));
        Assert.Contains(cards, static card => card.GetProperty("options").ToString() == "[\"--stop-timeout=9s\"]");
    }

    [Fact]
    public async Task DescribesEachInstance()
    {
        var cards = await DescribeAsync(App.Test);
        var aligned = cards.Single(static card => card.GetProperty("daemon").GetString() == "aligned");
        Assert.Equal("every 200ms", aligned.GetProperty("schedule").GetString());
        Assert.False(aligned.TryGetProperty("instance", out _));
        Assert.Contains(cards, static card => card.TryGetProperty("instance", out var number) && number.GetInt32() == 2);
    }

    [Fact]
    public async Task WorksBehindAHost()
    {
        Sandbox.WorkingDirectory = App.OwnMain.Folder;
        var text = (await Sandbox.ExecuteAsync("dotnet", "OwnMainApp.dll", "@describe")).Succeeds().Output;
        Assert.All(Parse(text), static card => Assert.Equal(App.OwnMain.Dll, card.GetProperty("command")[1].GetString()));
    }

    [Fact]
    public async Task MistakeIsReportedInTheDescription()
    {
        Sandbox.Environment["DAEMONIZE_OWNMAINAPP_STOP_TIMEOUT"] = "soon";
        var cards = await DescribeAsync(App.OwnMain);
        Assert.All(cards, card => Assert.Contains("'soon'", card.GetProperty("problem").GetString(), StringComparison.Ordinal));
        Assert.All(cards, static card => Assert.True(card.TryGetProperty("pidFile", out _)));

        // Without the path, there is no pid file to show.
        Sandbox.Environment["DAEMONIZE_OWNMAINAPP_WAIT_PID_FILE"] = "~/wait.pid";
        cards = await DescribeAsync(App.OwnMain);
        Assert.False(cards[1].TryGetProperty("pidFile", out _));
        Assert.Contains("~", cards[1].GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesNoArguments()
    {
        var described = (await Sandbox.RunAsync(App.OwnMain, "@describe", "wait")).FailsInOneLine(App.OwnMain, 2);
        Assert.Equal("ownmainapp: @describe takes no arguments: it describes all daemons\n", described.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("completion", "bash")]
    [InlineData("completion", "zsh")]
    [InlineData("completion", "fish")]
    public async Task IsHidden(params string[] args) =>
        Assert.DoesNotContain("@describe", (await Sandbox.RunAsync(App.OwnMain, args)).Succeeds().Output, StringComparison.Ordinal);

    private async Task<List<JsonElement>> DescribeAsync(App app) => Parse((await Sandbox.RunAsync(app, "@describe")).Succeeds().Output);

    private static List<JsonElement> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
}
