namespace Daemonize.EndToEnd.Tests;

/// <summary>Commands that change the number of instances run one after the other.</summary>
public sealed class InstanceTurnTests : EndToEndTest
{
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task OfTwoScalingsAtOnceOneIsTheLast()
    {
        var rounds = LongRounds.Of(2);
        for (var round = 0; round < rounds; round++)
        {
            var down = Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3");
            var up = Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "5");
            Assert.All(await Task.WhenAll(down, up), static scaling => scaling.Succeeds());
            var count = Sandbox.CountText("wait");
            Assert.True(count is "3\n" or "5\n", count);
            Assert.Equal(count, $"{Sandbox.Processes.Count}\n");
            _ = Sandbox.Pids("wait", Sandbox.Processes.Count);
        }
    }

    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task OfAScalingAndAStopAtOnceOneIsTheLast()
    {
        var rounds = LongRounds.Of(2);
        for (var round = 0; round < rounds; round++)
        {
            await Sandbox.StartInstancesAsync("wait", 2);
            var scaling = Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "4");
            (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
            (await scaling).Succeeds();
            var left = (Sandbox.CountText("wait"), Sandbox.Processes.Count);
            Assert.True(left is (null, 0) or ("4\n", 4), $"{left}");
        }
    }

    [Fact]
    public async Task CommandsForSeveralDaemonsDoNotWaitForEachOther()
    {
        for (var count = 2; count < 5; count++)
        {
            var one = Sandbox.RunAsync(App.Test, "start", "wait", "pair", "--instances", $"{count}");
            var other = Sandbox.RunAsync(App.Test, "start", "pair", "wait", "--instances", $"{count}");
            Assert.All(await Task.WhenAll(one, other), static start => start.Succeeds());
            Assert.Equal(2 * count, Sandbox.Processes.Count);
        }
    }

    /// <summary>Whatever the order on the command line, the command waits for the first lock before it takes the second.</summary>
    [Fact]
    public async Task ThoseOfSeveralDaemonsAreTakenInOneOrder()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_START_TIMEOUT"] = Sandbox.Environment["DAEMONIZE_TESTAPP_STOP_TIMEOUT"] = "100ms";
        var holder = await Sandbox.HoldLockAsync(Sandbox.Count("pair"), "another command");
        (await Sandbox.RunAsync(App.Test, "start", "pair", "wait", "--instances", "2")).FailsInOneLine(App.Test, 1);
        (await Sandbox.RunAsync(App.Test, "start", "wait", "pair", "--instances", "2")).FailsInOneLine(App.Test, 1);
        Assert.False(File.Exists(Sandbox.Count("wait").LockFile));
        await holder.EndAsync();
    }

    [Fact]
    public async Task DaemonsDoNotHoldIt()
    {
        await Sandbox.StartInstancesAsync("wait", 2);
        Assert.True(File.Exists(Sandbox.Count("wait").LockFile));
        Assert.False(Sandbox.Count("wait").IsLocked);
    }

    [Fact]
    public async Task OneInTheForegroundDoesNotHoldIt()
    {
        var run = Sandbox.Begin(App.Test.File, "run", "wait:1", "--instances", "2");
        await Sandbox.WaitUntilRunningAsync(Sandbox.Instance("wait", 1), run);
        Assert.False(Sandbox.Count("wait").IsLocked);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await run.CompleteAsync();
    }

    [Fact]
    public async Task PlainDaemonNeedsNone()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        (await Sandbox.RunAsync(App.Test, "restart", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.False(File.Exists(Sandbox.Count("wait").LockFile));
    }

    [Fact]
    public async Task ThatOfACommandThatDoesNotEndIsWaitedForAndStopDoesWithout()
    {
        await Sandbox.StartInstancesAsync("wait", 2);
        Sandbox.Environment["DAEMONIZE_TESTAPP_START_TIMEOUT"] = Sandbox.Environment["DAEMONIZE_TESTAPP_STOP_TIMEOUT"] = "2s";
        var holder = await Sandbox.HoldLockAsync(Sandbox.Count("wait"), "another command");

        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "3")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            "testapp: another command starts or stops wait and has not ended within 4s (StartTimeout and StopTimeout); end it, or try " +
            "again\n", start.Error);
        Assert.InRange(start.Duration, TimeSpan.FromSeconds(4), Wait.Limit);
        Assert.Equal("2\n", Sandbox.CountText("wait"));

        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await holder.EndAsync();
        await Sandbox.WaitUntilEmptyAsync();
    }
}
