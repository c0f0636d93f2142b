namespace Daemonize.EndToEnd.Tests;

/// <summary><c>logs -f</c> follows a path through all changes of the log's directory and its parents.</summary>
public sealed class LogDirectoryTests : EndToEndTest
{
    private const int SigStop = 19;
    private const int SigCont = 18;

    private string Followed => Path.Combine(Sandbox.OutputDirectory, "followed");

    private string LogDirectory => Path.Combine(Sandbox.Root, "above", "log");

    private string Log => Path.Combine(LogDirectory, "wait.log");

    [Theory]
    [InlineData("removed")]
    [InlineData("moved")]
    [InlineData("above moved")]
    [InlineData("replaced")]
    [Trait("Issue", "15")]
    public async Task FollowsThroughAnotherDirectory(string what)
    {
        Directory.CreateDirectory(LogDirectory);
        await File.WriteAllTextAsync(Log, "before\n", TestContext.Current.CancellationToken);
        Sandbox.Environment["LOGS_DIRECTORY"] = LogDirectory;
        var follower = await FollowAsync("before\n");
        Change(what);
        Directory.CreateDirectory(LogDirectory);
        await File.WriteAllTextAsync(Log, "after\n", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Followed, static text => text == "before\nafter\n");
        await File.AppendAllTextAsync(Log, "and on\n", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Followed, static text => text == "before\nafter\nand on\n");
        await follower.EndAsync();
    }

    /// <summary>Until a new directory exists, the daemon writes to the file that was moved with the old one.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task FollowsADaemonThatCreatesTheDirectory()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "count");
        var follower = Sandbox.Begin("/bin/sh", "-c", "exec \"$0\" logs -f -n 1000000 count >\"$1\"", App.Test.File, Followed);
        await Wait.ForFileAsync(Followed, static text => text.Contains("count: number 1\n", StringComparison.Ordinal));
        Directory.Delete(Sandbox.LogDirectory, recursive: true);
        await Wait.UntilAsync(() => daemon.Log.Contains("count: number ", StringComparison.Ordinal), "the daemon has a log again");
        (await Sandbox.RunAsync(App.Test, "stop", "count")).Succeeds();
        await Wait.ForFileAsync(Followed, static text => text.Contains("count: stopped\n", StringComparison.Ordinal));
        await follower.EndAsync();
    }

    [Fact]
    [Trait("Issue", "15")]
    public async Task FollowsALogWhoseDirectoryIsNotThereYet()
    {
        Sandbox.Environment["LOGS_DIRECTORY"] = LogDirectory;
        var follower = await FollowAsync("");
        Directory.CreateDirectory(LogDirectory);
        await File.WriteAllTextAsync(Log, "first\n", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Followed, static text => text == "first\n");
        await follower.EndAsync();
    }

    /// <summary>More events than fit into the queue (fs.inotify.max_queued_events) arrive while the follower cannot read them.</summary>
    [Fact]
    [Trait("Issue", "15")]
    public async Task FollowsThroughMoreEventsThanAreKept()
    {
        Directory.CreateDirectory(LogDirectory);
        await File.WriteAllTextAsync(Log, "before\n", TestContext.Current.CancellationToken);
        Sandbox.Environment["LOGS_DIRECTORY"] = LogDirectory;
        var follower = await FollowAsync("before\n");
        using var handle = ProcessHandle.Open(follower.Pid);
        handle.Signal(SigStop);
        var most =
            int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/inotify/max_queued_events", TestContext.Current.CancellationToken), null);
        for (var number = 0; number <= most; number++)
        {
            // Two names in turn: an event equal to the last one is not queued.
            File.WriteAllText(Path.Combine(LogDirectory, $"other{number % 2}"), "");
        }

        await File.AppendAllTextAsync(Log, "after\n", TestContext.Current.CancellationToken);
        handle.Signal(SigCont);
        await Wait.ForFileAsync(Followed, static text => text == "before\nafter\n");
        await follower.EndAsync();
    }

    private async Task<RunningCommand> FollowAsync(string past)
    {
        var follower = Sandbox.Begin("/bin/sh", "-c", "exec \"$0\" logs -f wait >\"$1\"", App.Test.File, Followed);
        await Wait.ForFileAsync(Followed, text => text == past);
        return follower;
    }

    private void Change(string what)
    {
        switch (what)
        {
            case "removed":
                Directory.Delete(LogDirectory, recursive: true);
                break;
            case "moved":
                Directory.Move(LogDirectory, LogDirectory + ".old");
                break;
            case "above moved":
                Directory.Move(Path.GetDirectoryName(LogDirectory)!, Path.Combine(Sandbox.Root, "above.old"));
                break;
            default:
                // The replacement directory is there at once.
                Directory.CreateDirectory(LogDirectory + ".new");
                Directory.Move(LogDirectory, LogDirectory + ".old");
                Directory.Move(LogDirectory + ".new", LogDirectory);
                break;
        }
    }
}
