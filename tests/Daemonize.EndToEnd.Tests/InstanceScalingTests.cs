namespace Daemonize.EndToEnd.Tests;

/// <summary><c>start --instances</c> on what runs already: what is missing starts, what is too much stops, the rest stays and learns of it.</summary>
public sealed class InstanceScalingTests : EndToEndTest
{
    [Fact]
    public async Task UpAndDownLeavesTheRestAlone()
    {
        var two = await Sandbox.StartInstancesAsync("wait", 2);
        var four = await Sandbox.StartInstancesAsync("wait", 4);
        Assert.Equal(two, four[..2]);

        var down = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "2")).Succeeds();
        Assert.Equal(
            $"wait:1 is already running (pid {two[0]})\nwait:2 is already running (pid {two[1]})\nwait:3 stopped (pid {four[2]})\nwait:4 stopped (pid {four[3]})\n",
            down.Output);
        Assert.Equal(two, Sandbox.Pids("wait", 2));
        Assert.Equal(2, Sandbox.Processes.Count);

        // The lock files of the others are still there, but they are not.
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
            $"wait started (pid {Sandbox.Daemon("wait").Process.Pid})\nwait:1 stopped (pid {pids[0]})\nwait:2 stopped (pid {pids[1]})\n", down.Output);
        Assert.Single(Sandbox.Processes);
        Assert.False(File.Exists(Sandbox.Daemon("wait").PidFile + ".instances"));
    }

    [Fact]
    public async Task StopFindsWhatTheFileDoesNotTellOf()
    {
        await Sandbox.StartInstancesAsync("wait", 3);
        await File.WriteAllTextAsync(Sandbox.Daemon("wait").PidFile + ".instances", "2\n", TestContext.Current.CancellationToken);
        Assert.Contains("wait:3  running", (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds().Output, StringComparison.Ordinal);
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
        Sandbox.Environment["TESTAPP_INSTANCES"] = "2";
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.Equal(2, Sandbox.Pids("wait", 2).Length);
        Assert.Equal(2, Sandbox.Processes.Count);
    }
}
