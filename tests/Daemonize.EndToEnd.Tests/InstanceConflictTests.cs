namespace Daemonize.EndToEnd.Tests;

/// <summary>All instances must agree on their number, and none can run next to a daemon without instances.</summary>
public sealed class InstanceConflictTests : EndToEndTest
{
    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    [InlineData("start")]
    [InlineData("restart")]
    public async Task OneBesideAPlainDaemonIsRefused(string verb)
    {
        await Sandbox.StartAsync(App.Test, "wait");
        var result = (await Sandbox.RunAsync(App.Test, verb, "wait:2", "--instances", "3")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: wait runs without instances; stop it, or make it several with 'start wait --instances 3'\n", result.Error);
        Assert.Null(Sandbox.CountText("wait"));
        Assert.True(Sandbox.Daemon("wait").IsRunning);
        Assert.Single(Sandbox.Processes);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("1", "one")]
    public async Task OneOfAnotherNumberIsRefused(string count, string name)
    {
        await Sandbox.StartInstancesAsync("wait", 3);
        (await Sandbox.RunAsync(App.Test, "stop", "wait:2")).Succeeds();
        var run = (await Sandbox.RunAsync(App.Test, "run", "wait:2", "--instances", count)).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: wait has 3 instances; 'start wait --instances {count}' makes it {name}\n", run.Error);
        Assert.Equal("3\n", Sandbox.CountText("wait"));
        Assert.Equal(2, Sandbox.Processes.Count);
    }

    [Fact]
    public async Task VariableOfAnotherNumberIsNotAboutOneOfThem()
    {
        await Sandbox.StartInstancesAsync("wait", 3);
        (await Sandbox.RunAsync(App.Test, "stop", "wait:3")).Succeeds();
        Sandbox.Environment["DAEMONIZE_TESTAPP_INSTANCES"] = "2";
        (await Sandbox.RunAsync(App.Test, "start", "wait:3")).Succeeds();
        Assert.Equal([App.Test.File, "@daemon", "wait:3", "--instances=3"], Sandbox.Instance("wait", 3).Process.CommandLine);
        Assert.Equal("3\n", Sandbox.CountText("wait"));
    }

    [Fact]
    public async Task PlainOneInTheForegroundBesideInstancesIsRefused()
    {
        await Sandbox.StartInstancesAsync("wait", 2);
        var run = (await Sandbox.RunAsync(App.Test, "run", "wait", "--instances", "1")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: wait:1 runs; stop wait first\n", run.Error);
        Assert.Equal("2\n", Sandbox.CountText("wait"));
    }

    [Fact]
    public async Task MissingDirectoryIsNamedAsThatOfAPlainDaemon()
    {
        Sandbox.Environment["RUNTIME_DIRECTORY"] = Path.Combine(Sandbox.Root, "missing");
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "2")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: cannot create {Sandbox.Root}/missing/wait.pid.instances.lock: no such file or directory; create its directory or " +
            "choose another PidFile\n",
            start.Error);
        await Sandbox.WaitUntilEmptyAsync();
        Assert.Equal("wait:1 is not running\nwait:2 is not running\n", (await StopTwoAsync()).Succeeds().Output);
    }

    [Fact]
    public async Task LinksToOtherFilesAreNotFollowed()
    {
        var target = Path.Combine(Sandbox.Root, "target");
        await File.WriteAllTextAsync(target, "7\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Sandbox.Count("wait").PidFile, target);
        await Sandbox.StartInstancesAsync("wait", 2);
        Assert.Equal("7\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(Sandbox.Count("wait").PidFile).LinkTarget);
        Assert.Equal("2\n", Sandbox.CountText("wait"));

        var turn = Sandbox.Count("wait").LockFile;
        File.Delete(turn);
        File.CreateSymbolicLink(turn, target);
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: will not use {turn}: it is a symbolic link; remove it or choose another PidFile\n", start.Error);
        Assert.Equal(2, Sandbox.Processes.Count);

        // A stop need not wait for the lock.
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();
        Assert.Equal("7\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
    }

    private Task<CommandResult> StopTwoAsync()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_INSTANCES"] = "2";
        return Sandbox.RunAsync(App.Test, "stop", "wait");
    }
}
