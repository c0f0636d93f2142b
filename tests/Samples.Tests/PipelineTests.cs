namespace Samples.Tests;

/// <summary>samples/Pipeline: a stream and its callback.</summary>
public sealed class PipelineTests : EndToEndTest
{
    private DaemonFiles Daemon => Sandbox.Daemon("scan");

    private string Inbox => Sandbox.OutputDirectory;

    [Fact]
    public async Task EveryLetterIsCounted()
    {
        await DropAsync("before.txt", "here before the daemon");
        await StartAsync();
        Assert.Equal("4\n", await CountAsync("before.txt"));

        for (var i = 0; i < 50; i++)
        {
            await DropAsync($"{i}.txt", string.Concat(Enumerable.Repeat("word\n", i)));
        }

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}\n", await CountAsync($"{i}.txt"));
        }

        await Sandbox.StopAsync(Sample.Pipeline, Daemon);
        Assert.Contains("51 letters counted until the end (Signal)\n", Daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LetterThatIsWrittenAgainIsCountedAgain()
    {
        await DropAsync("letter.txt", "one");
        await StartAsync();
        Assert.Equal("1\n", await CountAsync("letter.txt"));
        await DropAsync("letter.txt", "now there are five");
        await Wait.ForFileAsync(Path.Combine(Inbox, "letter.txt.count"), text => text == "4\n");
        await Sandbox.StopAsync(Sample.Pipeline, Daemon);
    }

    [Fact]
    public async Task LetterThatCannotBeReadStaysForLater()
    {
        // Root may read everything, but a dangling link cannot be read by anybody.
        File.CreateSymbolicLink(Path.Combine(Inbox, "letter.txt"), Path.Combine(Inbox, "not-yet-there"));
        await StartAsync();
        await Wait.ForFileAsync(Daemon.LogFile, text => text.Contains("it stays for later: ", StringComparison.Ordinal));
        await DropAsync("not-yet-there", "here it is");
        Assert.Equal("3\n", await CountAsync("letter.txt"));
        await Sandbox.StopAsync(Sample.Pipeline, Daemon);
    }

    private async Task StartAsync() =>
        (await Sandbox.RunAsync(Sample.Pipeline, "start", "--inbox", Inbox, "--interval", "50ms")).Succeeds();

    private Task<string> CountAsync(string letter) => Wait.ForFileAsync(Path.Combine(Inbox, letter + ".count"));

    /// <summary>Writes as a careful sender does: under a name that the daemon ignores, then renamed.</summary>
    private async Task DropAsync(string name, string text)
    {
        var path = Path.Combine(Inbox, name);
        await File.WriteAllTextAsync(path + ".part", text, TestContext.Current.CancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }
}
