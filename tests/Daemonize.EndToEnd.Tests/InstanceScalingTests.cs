namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// <c>start --instances</c> while instances run: missing ones start, surplus ones stop, and the rest keep running and learn the new count.
/// </summary>
public sealed class InstanceScalingTests : EndToEndTest
{
    /// <summary>SIGCONT and SIGSTOP of signal(7).</summary>
    private const int SigCont = 18;

    private const int SigStop = 19;

    [Fact]
    public async Task UpAndDownLeavesTheRestAlone()
    {
        var two = await Sandbox.StartInstancesAsync("wait", 2);
        var four = await Sandbox.StartInstancesAsync("wait", 4);
        Assert.Equal(two, four[..2]);

        var down = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "2")).Succeeds();
        Assert.Equal(
            $"wait:1 is already running (pid {two[0]})\nwait:2 is already running (pid {two[1]})\nwait:3 stopped (pid {four[2]})\nwait:4 " +
            $"stopped (pid {four[3]})\n",
            down.Output);
        Assert.Equal(two, Sandbox.Pids("wait", 2));
        Assert.Equal(2, Sandbox.Processes.Count);

        // The lock files of the stopped instances remain, but status does not list them.
        Assert.DoesNotContain("wait:3", (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunningInstancesShareOutAnewAtOnce()
    {
        await Sandbox.StartInstancesAsync("shard", 2);
        Assert.Equal(["shard 1 of 2: 0,2,4,6,8,10"], await Sandbox.OutputAsync("shard-1"));
        await Sandbox.StartInstancesAsync("shard", 4);
        Assert.Equal("shard 1 of 4: 0,4,8", (await Sandbox.OutputAsync("shard-1", 2))[1]);
        Assert.Equal(["shard 4 of 4: 3,7,11"], await Sandbox.OutputAsync("shard-4"));
        await Sandbox.StartInstancesAsync("shard", 3);
        Assert.Equal("shard 1 of 3: 0,3,6,9", (await Sandbox.OutputAsync("shard-1", 3))[2]);
    }

    [Fact]
    public async Task PlainBecomesSeveralAndPlainAgain()
    {
        var plain = (await Sandbox.StartAsync(App.Test, "wait")).Process.Pid;
        var up = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "2")).Succeeds();
        var pids = Sandbox.Pids("wait", 2);
        Assert.Equal($"wait:1 started (pid {pids[0]})\nwait:2 started (pid {pids[1]})\nwait stopped (pid {plain})\n", up.Output);

        var down = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "1")).Succeeds();
        Assert.Equal(
            $"wait started (pid {Sandbox.Daemon("wait").Process.Pid})\nwait:1 stopped (pid {pids[0]})\nwait:2 stopped (pid {pids[1]})\n",
            down.Output);
        Assert.Single(Sandbox.Processes);
        Assert.False(File.Exists(Sandbox.Daemon("wait").PidFile + ".instances"));
    }

    [Fact]
    public async Task StopFindsWhatTheFileDoesNotTellOf()
    {
        await Sandbox.StartInstancesAsync("wait", 3);
        await File.WriteAllTextAsync(Sandbox.Daemon("wait").PidFile + ".instances", "2\n", TestContext.Current.CancellationToken);
        Assert.Contains(
            "wait:3  running", (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds().Output, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task AutoIsOnePerCpuThatMayBeUsed()
    {
        (await Sandbox.ExecuteAsync("/usr/bin/taskset", "-c", "0", App.Test.File, "start", "wait", "--instances", "auto")).Succeeds();
        Assert.True(Sandbox.Daemon("wait").IsRunning);
        (await Sandbox.RunAsync(App.Test, "start", "tick", "--instances", "auto")).Succeeds();
        Assert.Equal(1 + Environment.ProcessorCount, Sandbox.Processes.Count);
    }

    [Fact]
    public async Task VariableSaysHowMany()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_INSTANCES"] = "2";
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.Equal(2, Sandbox.Pids("wait", 2).Length);
        Assert.Equal(2, Sandbox.Processes.Count);
    }

    /// <summary>
    /// A new lock file may take the place of one that was removed while its daemon runs, so a first start looks through all processes. With
    /// a search for each instance, 2,000 of them would look through four million.
    /// </summary>
    [Fact]
    public async Task FirstStartLooksThroughTheProcessesOnce()
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        var start = Sandbox.Begin(
            Tools.Strace, "-o", trace, "-e", "trace=openat", App.Test.File, "start", "wait", "--instances", "5");
        (await start.CompleteAsync()).Succeeds();
        Assert.Equal(5, Sandbox.Pids("wait", 5).Length);
        Assert.Single(
            File.ReadLines(trace), static line => line.Contains($"\"/proc/{Environment.ProcessId}/cmdline\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartFindsTheInstanceWhoseLockFileWasRemoved()
    {
        var pids = await Sandbox.StartInstancesAsync("wait", 3);
        (await Sandbox.RunAsync(App.Test, "stop", "wait:1")).Succeeds();

        // Suspended, it cannot recreate the file.
        using var suspended = ProcessHandle.Open(pids[1]);
        suspended.Signal(SigStop);
        File.Delete(Sandbox.Instance("wait", 1).LockFile);
        File.Delete(Sandbox.Instance("wait", 2).LockFile);
        var start = await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3");
        suspended.Signal(SigCont);
        Assert.Contains($"wait:2 is already running (pid {pids[1]})", start.Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(3, Sandbox.Processes.Count);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task GapInTheLockFilesHidesNobody()
    {
        var pids = await Sandbox.StartInstancesAsync("wait", 11);
        (await Sandbox.RunAsync(
            App.Test, "stop", "wait:1", "wait:2", "wait:4", "wait:5", "wait:6", "wait:7", "wait:8", "wait:9", "wait:10")).Succeeds();
        File.Delete(Sandbox.Instance("wait", 1).LockFile);
        File.Delete(Sandbox.Instance("wait", 5).LockFile);
        File.Delete(Sandbox.Count("wait").PidFile);
        File.Delete(Sandbox.Count("wait").LockFile);

        var status = await Sandbox.RunAsync(App.Test, "status", "wait");
        var lines = status.ExitsWith(3).Output.Split('\n');
        Assert.Equal(12, lines.Length);
        Assert.StartsWith($"wait:3   running  pid {pids[2]} ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"wait:11  running  pid {pids[10]} ", lines[10], StringComparison.Ordinal);
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output.Split('\n');
        Assert.Equal((12, "wait:1 is not running"), (stop.Length, stop[0]));
        Assert.Equal(($"wait:3 stopped (pid {pids[2]})", $"wait:11 stopped (pid {pids[10]})"), (stop[2], stop[10]));
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task AttributeSaysHowManyUntilSomebodySaysOtherwise()
    {
        (await Sandbox.RunAsync(App.Test, "start", "pair")).Succeeds();
        var pids = Sandbox.Pids("pair", 2);
        Assert.Equal(2, Sandbox.Processes.Count);

        (await Sandbox.RunAsync(App.Test, "start", "pair", "--instances", "1")).Succeeds();
        var plain = Sandbox.Daemon("pair").Process.Pid;
        Assert.Equal($"pair is already running (pid {plain})\n", (await Sandbox.RunAsync(App.Test, "start", "pair")).Succeeds().Output);
        Assert.Single(Sandbox.Processes);

        (await Sandbox.RunAsync(App.Test, "stop", "pair")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "start", "pair")).Succeeds();
        Assert.Empty(pids.Intersect(Sandbox.Pids("pair", 2)));
        Assert.Equal(2, Sandbox.Processes.Count);
    }

    [Fact]
    public async Task TryRestartIsAboutThoseThatRun()
    {
        var before = await Sandbox.StartInstancesAsync("wait", 3);
        (await Sandbox.RunAsync(App.Test, "stop", "wait:2")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "try-restart", "wait")).Succeeds();
        Assert.False(Sandbox.Instance("wait", 2).IsRunning);
        Assert.NotEqual(before[0], Sandbox.Instance("wait", 1).Process.Pid);
        Assert.NotEqual(before[2], Sandbox.Instance("wait", 3).Process.Pid);

        (await Sandbox.RunAsync(App.Test, "try-restart", "wait", "--instances", "4")).Succeeds();
        Assert.Equal(4, Sandbox.Pids("wait", 4).Except(before).Count());
        Assert.Equal("4\n", Sandbox.CountText("wait"));

        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Empty((await Sandbox.RunAsync(App.Test, "try-restart", "wait", "--instances", "4")).Succeeds().Output);
        await Sandbox.WaitUntilEmptyAsync();
        Assert.Null(Sandbox.CountText("wait"));
    }

    [Fact]
    public async Task DirectoryMayBeALink()
    {
        var link = Path.Combine(Sandbox.Root, "link");
        Directory.CreateSymbolicLink(link, Sandbox.RuntimeDirectory);
        Sandbox.Environment["RUNTIME_DIRECTORY"] = link;
        var pids = await Sandbox.StartInstancesAsync("wait", 3);

        // The real path names the same directory.
        Sandbox.Environment["RUNTIME_DIRECTORY"] = Sandbox.RuntimeDirectory;
        Assert.Equal(pids[..2], await Sandbox.StartInstancesAsync("wait", 2));
        Assert.Equal(2, Sandbox.Processes.Count);
        Sandbox.Environment["RUNTIME_DIRECTORY"] = link;
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Instance("wait", 1));
        Assert.Null(Sandbox.CountText("wait"));
    }
}
