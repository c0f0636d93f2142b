namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// The handles for use from C#. The daemon "handles" of the test program uses the handle of "wait", and prints the results.
/// </summary>
public sealed class HandleTests : EndToEndTest
{
    [Fact]
    [Trait("Design", "4")]
    public async Task DoWhatTheVerbsDoAndPrintNothing()
    {
        var lines = await UseAsync("status start start status restart stop stop status");
        Assert.Collection(
            lines,
            line => Assert.Equal("status: wait Stopped 0 False ", line),
            line => Assert.Matches("^start: wait Running [0-9]+ True $", line),
            line => Assert.Equal(lines[1], line),
            line => Assert.Equal(lines[1].Replace("start:", "status:", StringComparison.Ordinal), line),
            line => Assert.Matches("^restart: wait Running [0-9]+ True $", line),
            line => Assert.Equal("stop: wait Stopped 0 False ", line),
            line => Assert.Equal("stop: wait Stopped 0 False ", line),
            line => Assert.Equal("status: wait Stopped 0 False ", line));
        Assert.NotEqual(lines[1].Split(' ')[3], lines[4].Split(' ')[3]);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Design", "4")]
    public async Task StartADaemonThatOutlivesTheProgram()
    {
        var lines = await UseAsync("start");
        var process = Sandbox.Daemon("wait").Process;
        Assert.Equal([$"start: wait Running {process.Pid} True "], lines);
        Assert.Equal([App.Test.File, "@daemon", "wait"], process.CommandLine);
        await Sandbox.Daemon("wait").KillAsync();
        Assert.Equal(
            [$"status: wait Dead 0 False its pid file {Sandbox.Daemon("wait").PidFile} names process {process.Pid}"],
            await UseAsync("status"));
    }

    [Fact]
    [Trait("Design", "4")]
    public async Task ThrowWhatTheVerbsComplainOf()
    {
        Directory.CreateDirectory(Sandbox.Daemon("wait").PidFile);
        var pidFile = Sandbox.Daemon("wait").PidFile;
        Assert.Equal(
            [
                $"start: 1 will not use {pidFile}: it is not a regular file; remove it or choose another PidFile",
                $"status: wait Dead 0 False its pid file {pidFile} is not a regular file",
            ],
            await UseAsync("start status"));
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task AreForAllInstances()
    {
        var lines = await UseAsync("start=3 statuses restart statuses start=2 stop statuses");
        Assert.Matches("^start=3: wait Running [0-9]+ True 3 instances run$", lines[0]);
        Assert.Matches("^statuses: wait:1=Running/[0-9]+ wait:2=Running/[0-9]+ wait:3=Running/[0-9]+$", lines[1]);
        Assert.Matches("^restart: wait Running [0-9]+ True 3 instances run$", lines[2]);
        Assert.Equal(7, lines[1].Split(' ').Union(lines[3].Split(' ')).Count());
        Assert.Matches("^start=2: wait Running [0-9]+ True 2 instances run$", lines[4]);
        Assert.Equal(["stop: wait Stopped 0 False ", "statuses: wait=Stopped/0"], lines[5..]);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Instance("wait", 3));
        Assert.Null(Sandbox.CountText("wait"));
    }

    [Fact]
    public async Task NameAllInstancesThatCannotStart()
    {
        Directory.CreateDirectory(Sandbox.Instance("wait", 2).PidFile);
        Directory.CreateDirectory(Sandbox.Instance("wait", 4).PidFile);
        var lines = await UseAsync("start=4 status");
        const string reason = "it is not a regular file; remove it or choose another PidFile";
        Assert.Equal(
            $"start=4: 1 cannot start wait:2: will not use {Sandbox.Instance("wait", 2).PidFile}: {reason}; " +
            $"cannot start wait:4: will not use {Sandbox.Instance("wait", 4).PidFile}: {reason}",
            lines[0]);
        Assert.Equal("status: wait Dead 0 False 2 of 4 run; wait:2 is dead; wait:4 is dead", lines[1]);
        Assert.Equal(2, Sandbox.Processes.Count);
        Assert.True(Sandbox.Instance("wait", 1).IsRunning && Sandbox.Instance("wait", 3).IsRunning);
    }

    [Fact]
    public async Task NameTheInstanceThatCannotStop()
    {
        await Sandbox.StartInstancesAsync("wait", 3);
        await Sandbox.Instance("wait", 2).KillAsync();
        var holder = await Sandbox.HoldLockAsync(Sandbox.Instance("wait", 2), "no record");
        Sandbox.Environment["DAEMONIZE_TESTAPP_START_TIMEOUT"] = "200ms";
        var lines = await UseAsync("stop");
        Assert.Equal(
            [$"stop: 1 cannot stop wait:2: {Sandbox.Instance("wait", 2).LockFile} is locked by a process that is not visible from here; " +
                "stop it where it was started"],
            lines);
        Assert.Equal("3\n", Sandbox.CountText("wait"));
        Assert.False(Sandbox.Instance("wait", 1).IsRunning || Sandbox.Instance("wait", 3).IsRunning);
        await holder.EndAsync();
    }

    [Fact]
    public async Task OfOneInstanceLeaveTheOthers()
    {
        var lines = await UseAsync("start=3 2.name 2.stop 2.running 3.running running statuses 2.start statuses 2.restart 5.stop stop");
        Assert.Equal("2.name: wait:2", lines[1]);
        Assert.Equal(["2.stop: wait:2 Stopped 0 False ", "2.running: False", "3.running: True", "running: True"], lines[2..6]);
        Assert.Matches("^statuses: wait:1=Running/[0-9]+ wait:2=Stopped/0 wait:3=Running/[0-9]+$", lines[6]);
        Assert.Matches("^2.start: wait:2 Running [0-9]+ True $", lines[7]);
        Assert.Matches("^statuses: wait:1=Running/[0-9]+ wait:2=Running/[0-9]+ wait:3=Running/[0-9]+$", lines[8]);
        Assert.Matches("^2.restart: wait:2 Running [0-9]+ True $", lines[9]);
        Assert.Equal("5.stop: 2 there is no wait:5: wait has 3 instances, wait:1 to wait:3", lines[10]);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Instance("wait", 3));
    }

    [Fact]
    public async Task KillADaemonThatDoesNotStop()
    {
        var lines = await UseAsync("deaf.start deaf.stop=300 deaf.start deaf.kill deaf.running");
        Assert.Equal("deaf.stop=300: deaf Stopped 0 False ", lines[1]);
        Assert.Matches("^deaf.start: deaf Running [0-9]+ True $", lines[2]);
        Assert.Equal(["deaf.kill: deaf Stopped 0 False ", "deaf.running: False"], lines[3..]);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("deaf"));
    }

    [Fact]
    public async Task ReloadWithAnotherTimeout()
    {
        var lines = await UseAsync("reload=5000 start reload=5000 stop");
        Assert.Equal("reload=5000: 7 wait is not running; start it", lines[0]);
        Assert.Matches("^reload=5000: wait Running [0-9]+ True $", lines[2]);
    }

    [Fact]
    public async Task TickNowUnlessATickRuns()
    {
        var hold = Path.Combine(Sandbox.OutputDirectory, "hold");
        await File.WriteAllTextAsync(hold, "", TestContext.Current.CancellationToken);
        var lines = await UseAsync("held.tick held.start held.tick held.tick=5000 start tick");
        Assert.Equal("held.tick: 7 held is not running; start it", lines[0]);
        Assert.Matches("^held.tick: held Running [0-9]+ True $", lines[2]);
        Assert.Matches("^held.tick=5000: 1 held \\(pid [0-9]+\\) skipped the tick: tick 1 is running \\(Overlap = Skip\\)$", lines[3]);
        Assert.Matches("^tick: 1 cannot tick wait \\(pid [0-9]+\\): it has no schedule", lines[5]);
        File.Delete(hold);
        Assert.Single(await Sandbox.OutputAsync("held"));
    }

    [Fact]
    public async Task WaitForTheEndWhoeverEndsTheDaemon()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        var use = UseAsync("exit");
        await Wait.UntilAsync(() => Sandbox.Processes.Exists(process => process.Pid != daemon.Pid && Watches(process)), "the handle waits");
        await daemon.KillAsync();
        Assert.StartsWith("exit: wait Dead 0 False its pid file ", (await use)[0], StringComparison.Ordinal);
    }

    /// <summary>Commands and handles share the scaling lock.</summary>
    [Fact]
    public async Task TakeTurnsWithTheVerbs()
    {
        for (var round = 0; round < 4; round++)
        {
            var handle = UseAsync("start=2");
            (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "4")).Succeeds();
            Assert.StartsWith("start=2: wait Running ", (await handle)[0], StringComparison.Ordinal);
            Assert.Equal(Sandbox.CountText("wait"), $"{Sandbox.Processes.Count}\n");
        }
    }

    private static bool Watches(ProcessView process) =>
        process.Descriptors.Values.Any(static target => target.Contains("pidfd", StringComparison.Ordinal));

    /// <summary>Gets the lines that the program prints; standard error has only the log of its own daemon.</summary>
    private async Task<string[]> UseAsync(string actions)
    {
        Sandbox.Environment["TESTAPP_HANDLE"] = actions;
        var once = (await Sandbox.RunAsync(App.Test, "once", "handles")).ExitsWith(0);
        Assert.Matches("^[^\n]* handles: started [^\n]*\n[^\n]* handles: stopped\n$", once.Error);
        return once.Output.TrimEnd('\n').Split('\n');
    }
}
