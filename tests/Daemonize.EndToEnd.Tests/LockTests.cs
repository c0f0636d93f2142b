namespace Daemonize.EndToEnd.Tests;

/// <summary>Only the daemon holds the lock, as long as it lives, and the record in the lock file must prove who the holder is.</summary>
public sealed class LockTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "27")]
    public async Task IsHeldWhileTheDaemonLivesAndFreeAtOnceAfterSigKill()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        Assert.True(daemon.IsLocked);
        await daemon.KillAsync();
        Assert.False(daemon.IsLocked);
        await Sandbox.StartAsync(App.Test, "wait");
        Assert.True(daemon.IsLocked);
    }

    [Fact]
    [Trait("Checklist", "27")]
    public async Task IsNotHeldByTheDaemonsChildren()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "parent");
        var children = await Sandbox.ChildrenAsync();
        foreach (var child in children)
        {
            Assert.DoesNotContain(daemon.LockFile, ProcessView.Read(child.Pid).Descriptors.Values);
        }

        var pid = await daemon.KillAsync();
        Assert.False(daemon.IsLocked);
        await Sandbox.StartAsync(App.Test, "parent");
        Assert.NotEqual(pid, daemon.Process.Pid);
        Assert.All(children, child => Assert.False(child.HasEnded));

        // The stop finds the second daemon's children in any state; the sandbox would miss one that is just in exec(3), without an
        // environment.
        await Sandbox.OutputAsync("children", count: 2);
        (await Sandbox.RunAsync(App.Test, "stop", "parent")).Succeeds();
        foreach (var child in children)
        {
            child.Signal(Native.SigKill);
            await child.WaitForEndAsync();
            child.Dispose();
        }
    }

    [Fact]
    [Trait("Checklist", "27")]
    public async Task IsHeldUntilTheProcessEndsNotTheMethod()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "linger");
        await Wait.UntilAsync(() => daemon.Log.Contains("linger: stopped", StringComparison.Ordinal), "the method has returned");
        await Wait.UntilAsync(() => !File.Exists(daemon.PidFile), "the pid file is gone");
        var process = Assert.Single(Sandbox.Processes);

        var start = (await Sandbox.RunAsync(App.Test, "start", "linger")).Succeeds();
        Assert.Equal($"linger is already running (pid {process.Pid})\n", start.Output);
        (await Sandbox.RunAsync(App.Test, "stop", "linger")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "32")]
    public async Task ForgedRecordOfAnInnocentProcessHarmsNobody()
    {
        var innocent = await Sandbox.BeginInnocentAsync();
        var daemon = Sandbox.Daemon("wait");
        var startTime = ProcessView.Read(innocent.Pid).StartTime;
        var holder = await Sandbox.HoldLockAsync(daemon, $"{innocent.Pid} {startTime} {ProcessView.Read(innocent.Pid).Session} 0\nready\n");

        var (stop, calls) = await Strace.RunAsync(Sandbox, Strace.Signals, App.Test.File, "stop", "wait");
        stop.FailsInOneLine(App.Test, 1);
        Assert.Empty(calls);
        Assert.False(innocent.HasEnded);
        Assert.False(holder.HasEnded);
        await holder.EndAsync();
        await innocent.EndAsync();
    }

    [Fact]
    [Trait("Checklist", "32")]
    public async Task ForgedRecordOfAnotherSessionHarmsNobodyInIt()
    {
        var other = await Sandbox.StartAsync(App.Test, "tick");
        var daemon = Sandbox.Daemon("wait");
        var holder = await Sandbox.HoldLockAsync(daemon, $"{{pid}} {{start}} {other.Process.Session} {{fd}}\nready\n");
        var pid = other.Process.Pid;

        await Sandbox.RunAsync(App.Test, "stop", "wait");
        Assert.Equal(pid, other.Process.Pid);
        await holder.EndAsync();
    }

    [Fact]
    [Trait("Checklist", "20")]
    public async Task RecordOfADeadDaemonIsNotBelievedWhoeverHoldsTheLock()
    {
        // A process that removes a stale pid file, or is about to run, holds the lock for a moment while the old record is still there.
        (await Sandbox.RunAsync(App.Test, "start", "brief", "--start-timeout=1m")).Succeeds();
        var daemon = Sandbox.Daemon("brief");
        var record = await File.ReadAllTextAsync(daemon.LockFile, TestContext.Current.CancellationToken);
        await daemon.KillAsync();
        var holder = await Sandbox.HoldLockAsync(daemon, record);

        var start = (await Sandbox.RunAsync(App.Test, "start", "brief")).FailsInOneLine(App.Test, 1);
        Assert.Contains("is being started by another command", start.Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "status", "brief")).ExitsWith(4);
        (await Sandbox.RunAsync(App.Test, "stop", "brief")).FailsInOneLine(App.Test, 1);
        Assert.False(holder.HasEnded);
        await holder.EndAsync();
        (await Sandbox.RunAsync(App.Test, "start", "brief", "--start-timeout=1m")).Succeeds();
    }
}
