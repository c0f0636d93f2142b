using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>A successful stop: one SIGTERM to the verified process, and no return before it has exited.</summary>
public sealed class StopTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "33")]
    [Trait("Checklist", "35")]
    public async Task OpensProvesSignalsOnceAndWaits()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Process.Pid;
        var (stop, calls) = await Strace.RunAsync(Sandbox, Strace.Signals + ",pidfd_open,statx,ppoll", App.Test.File, "stop", "wait");
        stop.Succeeds();

        var opened = Array.FindIndex(calls, call => Strace.Is(call, "pidfd_open", $"({pid}, "));
        var proven = Array.FindIndex(calls, call => Strace.Is(call, "statx", $"\"/proc/{pid}/fd/4\""));
        var signalled = Array.FindIndex(calls, call => Strace.Is(call, "pidfd_send_signal", "SIGTERM"));
        var waited = Array.FindIndex(calls, Math.Max(signalled, 0), call => Strace.Is(call, "ppoll", "([{fd="));
        Assert.True(0 <= opened && opened < proven && proven < signalled && signalled < waited, string.Join('\n', calls));
        Assert.Single(
            calls, call => call.Contains("signal(", StringComparison.Ordinal) || call.Contains("kill(", StringComparison.Ordinal));
    }

    /// <summary>The daemon's session ends with it. A process that has created its own session is a separate daemon, and survives.</summary>
    [Fact]
    [Trait("Field", "34")]
    public async Task EndsTheSessionAndNotWhatHasLeftIt()
    {
        Sandbox.Environment["TESTAPP_COMMAND"] =
            "sleep 1000 & echo $! > \"$TESTAPP_OUTPUT/inside\"; setsid sleep 1000 & echo $! > \"$TESTAPP_OUTPUT/outside\"";
        var daemon = await Sandbox.StartAsync(App.Test, "shell");
        using var inside = ProcessHandle.Open(int.Parse((await Sandbox.OutputAsync("inside"))[0], CultureInfo.InvariantCulture));
        using var outside = ProcessHandle.Open(int.Parse((await Sandbox.OutputAsync("outside"))[0], CultureInfo.InvariantCulture));
        await Wait.UntilAsync(() => ProcessView.Read(outside.Pid).Session == outside.Pid, "the other has its own session");
        await Sandbox.OutputAsync("command");
        var pid = daemon.Process.Pid;
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "shell")).Succeeds();
        Assert.Equal($"shell stopped (pid {pid}), with 1 process that it had started\n", stop.Output);
        Assert.Equal((true, false), (inside.HasEnded, outside.HasEnded));
        outside.Signal(Native.SigKill);
        await outside.WaitForEndAsync();
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("tick")]
    [InlineData("tidy")]
    [Trait("Checklist", "33")]
    public async Task ReturnsWhenTheDaemonIsGone(string name)
    {
        var daemon = name == "tidy" ? await Sandbox.StartAndBeginAsync(name) : await Sandbox.StartAsync(App.Test, name);
        var pid = daemon.Process.Pid;
        var stop = await Sandbox.RunAsync(App.Test, "stop", name);

        // The state holds at once, without a wait.
        Assert.Equal((null, false, false), (ProcessView.TryRead(pid), daemon.IsLocked, File.Exists(daemon.PidFile)));
        Assert.Equal($"{name} stopped (pid {pid})\n", stop.Succeeds().Output);
        Assert.Equal(name == "tidy", File.Exists(Path.Combine(Sandbox.OutputDirectory, "tidy")));
    }

    [Fact]
    [Trait("Checklist", "35")]
    public async Task TwoAtOnceBothWaitAndBothSucceed()
    {
        var daemon = await Sandbox.StartAndBeginAsync("tidy");
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        var stops = new[] { Sandbox.RunAsync(App.Test, "stop", "tidy"), Sandbox.RunAsync(App.Test, "stop", "tidy") };
        (await await Task.WhenAny(stops)).Succeeds();
        Assert.True(handle.HasEnded);
        foreach (var stop in stops)
        {
            Assert.Equal($"tidy stopped (pid {handle.Pid})\n", (await stop).Succeeds().Output);
        }

        Assert.Equal(2, daemon.Log.Split("stopping (SIGTERM)").Length);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "36")]
    public async Task OfWhatDoesNotRunIsDone()
    {
        var before = Sandbox.Snapshot();
        Assert.Equal("wait is not running\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);
        Assert.Equal(before, Sandbox.Snapshot());
    }

    [Fact]
    [Trait("Checklist", "36")]
    public async Task AfterSigKillRemovesThePidFileAndSaysWhatItHeld()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = await daemon.KillAsync();
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal($"wait is not running; {daemon.PidFile} names process {pid}; removed\n", stop.Output);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "39")]
    public async Task DuringATickCancelsTheTokenAndLetsTheTickFinish()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "long-tick");
        await Sandbox.OutputAsync("tick");
        (await Sandbox.RunAsync(App.Test, "stop", "long-tick")).Succeeds();
        Assert.Equal(["began", "cancelled", "ended"], await Sandbox.OutputAsync("tick"));
        Assert.EndsWith("long-tick: stopped\n", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "39")]
    public async Task DuringATickInTheForegroundExitsWithZero()
    {
        var run = await Sandbox.BeginRunAsync("long-tick");
        await Sandbox.OutputAsync("tick");
        await Sandbox.Daemon("long-tick").TerminateAsync();
        (await run.CompleteAsync()).ExitsWith(0);
        Assert.Equal(["began", "cancelled", "ended"], await Sandbox.OutputAsync("tick"));
    }
}
