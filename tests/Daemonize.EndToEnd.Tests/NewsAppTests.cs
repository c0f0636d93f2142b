namespace Daemonize.EndToEnd.Tests;

/// <summary>The sample program, used as its documentation says.</summary>
public sealed class NewsAppTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "16")]
    public async Task NewsIsFetchedInTheBackground()
    {
        var start = (await Sandbox.RunAsync(App.News, "start")).Succeeds();
        var daemon = new DaemonFiles(Path.Combine(Sandbox.RuntimeDirectory, "news.pid"), Path.Combine(Sandbox.LogDirectory, "fetch.log"));
        var process = daemon.Process;
        Assert.Equal($"fetch started (pid {process.Pid})\n", start.Output);

        // The first tick is immediate, and its file appears complete.
        var log = await Wait.ForFileAsync(daemon.LogFile, text => text.Contains("fetch: wrote ", StringComparison.Ordinal));
        var file = Assert.Single(Directory.EnumerateFiles(Sandbox.OutputDirectory));
        Assert.Matches($"^pid_{process.Pid}_my_daemon_log_.*\\.txt$", Path.GetFileName(file));
        Assert.StartsWith(
            "10 top headlines", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(file, log, StringComparison.Ordinal);

        Assert.Equal((0, "/", "0022"), (process.Terminal, process.CurrentDirectory, process.Status("Umask")));
        Assert.NotEqual(process.Pid, process.Session);
        Assert.Null(ProcessView.TryRead(process.Session));

        Assert.Equal($"fetch stopped (pid {process.Pid})\n", (await Sandbox.RunAsync(App.News, "stop")).Succeeds().Output);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }
}
