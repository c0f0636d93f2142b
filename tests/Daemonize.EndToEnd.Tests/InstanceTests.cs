namespace Daemonize.EndToEnd.Tests;

/// <summary>Several instances of a daemon: each is a daemon, and a verb applies to all of them or to one.</summary>
public sealed class InstanceTests : EndToEndTest
{
    [Fact]
    public async Task EachHasItsOwnFilesAndSession()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).Succeeds();
        var pids = Sandbox.Pids("wait", 3);
        Assert.Equal($"wait:1 started (pid {pids[0]})\nwait:2 started (pid {pids[1]})\nwait:3 started (pid {pids[2]})\n", start.Output);
        Assert.Equal(3, pids.Distinct().Count());
        Assert.Equal(3, pids.Select(pid => ProcessView.Read(pid)!.Session).Distinct().Count());
        Assert.Equal([App.Test.File, "@daemon", "wait:2", "--instances=3"], Sandbox.Instance("wait", 2).Process.CommandLine);
        Assert.Contains("info  wait:2: started", await Wait.ForFileAsync(Sandbox.Instance("wait", 2).LogFile), StringComparison.Ordinal);
        Assert.False(File.Exists(Sandbox.Daemon("wait").LockFile));
        Assert.Equal("3\n", await File.ReadAllTextAsync(CountFile, TestContext.Current.CancellationToken));

        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        Assert.Matches(
            $"^wait:1  running  pid {pids[0]} [^\n]*\nwait:2  running  pid {pids[1]} [^\n]*\nwait:3  running  pid {pids[2]} [^\n]*\n$",
            status.Output);

        var stop = (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal($"wait:1 stopped (pid {pids[0]})\nwait:2 stopped (pid {pids[1]})\nwait:3 stopped (pid {pids[2]})\n", stop.Output);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Instance("wait", 2));
        Assert.False(File.Exists(CountFile));
        Assert.Matches("^wait  stopped[^\n]*\n$", (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(3).Output);
    }

    [Fact]
    public async Task OneStopsAndTheOthersGoOn()
    {
        var pids = await Sandbox.StartInstancesAsync("wait", 3);
        Assert.Equal($"wait:2 stopped (pid {pids[1]})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait:2")).Succeeds().Output);
        Assert.Equal(pids[0], Sandbox.Instance("wait", 1).Process.Pid);
        Assert.Equal(pids[2], Sandbox.Instance("wait", 3).Process.Pid);
        Assert.Matches("\nwait:2  stopped  stopped by SIGTERM", (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(3).Output);

        var start = (await Sandbox.RunAsync(App.Test, "start", "wait:2")).Succeeds();
        Assert.Equal($"wait:2 started (pid {Sandbox.Instance("wait", 2).Process.Pid})\n", start.Output);
    }

    [Fact]
    public async Task OneRestartsAndTheOthersGoOn()
    {
        var pids = await Sandbox.StartInstancesAsync("wait", 3);
        (await Sandbox.RunAsync(App.Test, "restart", "wait:2")).Succeeds();
        var now = Sandbox.Pids("wait", 3);
        Assert.Equal((pids[0], pids[2]), (now[0], now[2]));
        Assert.NotEqual(pids[1], now[1]);
        Assert.Equal([App.Test.File, "@daemon", "wait:2", "--instances=3"], Sandbox.Instance("wait", 2).Process.CommandLine);
    }

    [Fact]
    public async Task RestartKeepsNumberAndOptions()
    {
        (await Sandbox.RunAsync(App.Test, "start", "tick", "--instances", "2", "--interval", "1h")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "restart", "tick")).Succeeds();
        var words = Sandbox.Instance("tick", 2).Process.CommandLine;
        Assert.Equal(["--instances=2", "--interval=1h"], words[3..].Order());

        (await Sandbox.RunAsync(App.Test, "restart", "tick", "--instances", "3")).Succeeds();
        Assert.Equal(["--instances=3", "--interval=1h"], Sandbox.Instance("tick", 3).Process.CommandLine[3..].Order());
        Assert.Equal(3, Sandbox.Processes.Count);
    }

    [Fact]
    public async Task KilledOneIsSeenAndBroughtBack()
    {
        var pids = await Sandbox.StartInstancesAsync("wait", 3);
        await Sandbox.Instance("wait", 2).KillAsync();
        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(1);
        Assert.Matches(
            $"^wait:1  running  pid {pids[0]} [^\n]*\nwait:2  dead  [^\n]*\nwait:3  running  pid {pids[2]} [^\n]*\n$", status.Output);

        var start = (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.Equal(
            $"wait:1 is already running (pid {pids[0]})\nwait:2 started (pid {Sandbox.Instance("wait", 2).Process.Pid})\nwait:3 is " +
            $"already running (pid {pids[2]})\n",
            start.Output);
    }

    [Fact]
    public async Task OneThatCannotStartIsNamedAndTheOthersRun()
    {
        Directory.CreateDirectory(Sandbox.Instance("wait", 2).PidFile);
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).ExitsWith(1);
        Assert.Equal(
            $"wait:1 started (pid {Sandbox.Instance("wait", 1).Process.Pid})\nwait:3 started (pid " +
            $"{Sandbox.Instance("wait", 3).Process.Pid})\n", start.Output);
        Assert.StartsWith(
            $"testapp: cannot start wait:2: will not use {Sandbox.Instance("wait", 2).PidFile}: ", start.Error, StringComparison.Ordinal);
        Assert.Equal(1, start.Error.Count(letter => letter == '\n'));
        Assert.Equal(2, Sandbox.Processes.Count);
    }

    [Fact]
    public async Task ManyStartsAtOnceGiveThatManyDaemons()
    {
        var starts = Enumerable.Range(0, 20).Select(_ => Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).ToArray();
        var outputs = Array.ConvertAll(await Task.WhenAll(starts), start => start.Succeeds().Output);
        var pids = Sandbox.Pids("wait", 3);
        Assert.Equal(3, Sandbox.Processes.Count);
        Assert.All(
            pids.Index(),
            item =>
                Assert.Single(
                    outputs, output => output.Contains($"wait:{item.Index + 1} started (pid {item.Item})\n", StringComparison.Ordinal)));
        for (var number = 1; number <= 3; number++)
        {
            await Wait.ForReadyRecordAsync(Sandbox.Instance("wait", number));
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(Sandbox.RuntimeDirectory), path => path.EndsWith(".new", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status", "wait:9", "there is no wait:9: wait has 2 instances, wait:1 to wait:2")]
    [InlineData("run", "wait", "run takes one instance: name one of wait:1 to wait:2, or say --instances 1")]
    [InlineData("stop", "tick:2", "there is no tick:2: tick has no instances; 'start tick --instances …' makes some")]
    [InlineData("status", "wait:0", "no daemon is called 'wait:0'; there is ")]
    public async Task WrongNumberIsWrongUsage(string verb, string name, string message)
    {
        await Sandbox.StartInstancesAsync("wait", 2);
        var result = (await Sandbox.RunAsync(App.Test, verb, name)).FailsInOneLine(App.Test, 2);
        Assert.StartsWith($"testapp: {message}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneRunsInTheForeground()
    {
        var run = Sandbox.Begin(App.Test.File, "run", "shard:2", "--instances", "3");
        await Sandbox.WaitUntilRunningAsync(Sandbox.Instance("shard", 2), run);
        Assert.Equal(["shard 2 of 3: 1,4,7,10"], await Sandbox.OutputAsync("shard-2"));
        (await Sandbox.RunAsync(App.Test, "stop", "shard")).Succeeds();
        await run.CompleteAsync();
    }

    [Fact]
    public async Task LogsShowsAllOrOne()
    {
        await Sandbox.StartInstancesAsync("chat", 2);
        await Wait.ForFileAsync(
            Sandbox.Instance("chat", 2).LogFile, text => text.Contains("said to the console", StringComparison.Ordinal));
        var all = (await Sandbox.RunAsync(App.Test, "logs", "chat")).Succeeds().Output;
        Assert.Contains("chat:1", all, StringComparison.Ordinal);
        Assert.Contains("chat:2", all, StringComparison.Ordinal);
        Assert.DoesNotContain("chat:1", (await Sandbox.RunAsync(App.Test, "logs", "chat:2")).Succeeds().Output, StringComparison.Ordinal);
    }

    private string CountFile => Sandbox.Daemon("wait").PidFile + ".instances";
}
