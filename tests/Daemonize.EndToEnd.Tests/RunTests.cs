namespace Daemonize.EndToEnd.Tests;

/// <summary><c>run</c> runs the same daemon in the calling process.</summary>
public sealed class RunTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "43")]
    public async Task IsThisVeryProcess()
    {
        var run = await Sandbox.BeginRunAsync("wait");
        var daemon = Sandbox.Daemon("wait");
        Assert.Equal(run.Pid, daemon.Process.Pid);
        Assert.Equal(run.Pid, Assert.Single(Sandbox.Processes).Pid);
        Assert.Equal(ProcessView.Read(Environment.ProcessId).Session, daemon.Process.Session);
        Assert.Equal("/tmp", daemon.Process.CurrentDirectory);

        await daemon.TerminateAsync();
        var result = (await run.CompleteAsync()).ExitsWith(0);
        Assert.Matches(
            "^[^ ]+ info  wait: started \\(pid [0-9]+\\)\n[^ ]+ info  wait: stopping \\(SIGTERM\\)\n[^ ]+ info  wait: stopped\n$",
            result.Error);
        Assert.Empty(daemon.Log);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    [Trait("Checklist", "43")]
    public async Task RefusesWhileADaemonRuns(string verb)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var run = (await Sandbox.RunAsync(App.Test, verb, "wait")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: wait is already running (pid {daemon.Process.Pid}); stop it first\n", run.Error);
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task CountsAsRunning()
    {
        var run = await Sandbox.BeginRunAsync("wait");
        Assert.Equal($"wait is already running (pid {run.Pid})\n", (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds().Output);
        Assert.StartsWith(
            $"wait  running  pid {run.Pid}  ", (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.Equal($"wait stopped (pid {run.Pid})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);
        (await run.CompleteAsync()).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task StopLeavesTheRestOfTheCallersSessionAlone()
    {
        // A shell that leads a session, which contains another job and the daemon.
        const string script = "sleep 1000 & echo $! >\"$1\"; \"$0\" run wait; echo \"over: $?\"; wait";
        await using var terminal =
            new TerminalSession(Sandbox, "/bin/sh", "-c", script, App.Test.File, Sandbox.OutputDirectory + "/children");
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, terminal.Command);
        using var job = Assert.Single(await Sandbox.ChildrenAsync());

        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await terminal.WaitForOutputAsync("over: 0");
        Assert.Equal((false, false), (terminal.Command.HasEnded, job.HasEnded));
        job.Signal(Native.SigKill);
        await terminal.Command.CompleteAsync();
    }

    [Theory]
    [InlineData("answer", "7", 7)]
    [InlineData("answer", "0", 0)]
    [InlineData("exit", "5", 5)]
    [InlineData("throw", "", 1)]
    [InlineData("crash", "", 134)]
    [Trait("Checklist", "47")]
    public async Task ExitsAsTheMethodDoes(string name, string code, int exitCode)
    {
        Sandbox.WorkingDirectory = Sandbox.Create("core");
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        var run = (await Sandbox.RunAsync(App.Test, "run", name)).ExitsWith(exitCode);
        var thrown = name switch
        {
            "throw" => "System.InvalidOperationException: this daemon always throws\n",
            "crash" => "System.InvalidOperationException: a foreign thread threw\n",
            _ => "",
        };
        Assert.Contains(thrown, run.Error, StringComparison.Ordinal);

        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon(name));
    }

    [Fact]
    [Trait("Checklist", "47")]
    public async Task TellsAFailedTickAndGoesOn()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "fail");
        await Wait.ForFileAsync(daemon.LogFile, log => log.Contains("tick 3 failed", StringComparison.Ordinal));
        Assert.True(daemon.IsRunning);
        (await Sandbox.RunAsync(App.Test, "stop", "fail")).Succeeds();
        Assert.Contains(
            "error fail: tick 1 failed\n    System.InvalidOperationException: tick 1 went wrong\n       at ", daemon.Log,
            StringComparison.Ordinal);
        Assert.EndsWith("fail: stopped\n", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "47")]
    public async Task TellsATickThatReturnsAnythingButZeroAndGoesOn()
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "3";
        var daemon = await Sandbox.StartAsync(App.Test, "code");
        await Wait.ForFileAsync(
            daemon.LogFile, log => log.Contains("error code: tick 2 failed: it returned 3\n", StringComparison.Ordinal));
        Assert.True(daemon.IsRunning);
    }

    [Theory]
    [InlineData("0", "stopped")]
    [InlineData("3", "stopped with exit code 3")]
    [Trait("Design", "5")]
    public async Task EndsWhenTheMethodAsksTheContextToStop(string code, string lastWord)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        var run = (await Sandbox.RunAsync(App.Test, "run", "quit")).ExitsWith(int.Parse(code, null));
        Assert.EndsWith($" info  quit: {lastWord}\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], await Sandbox.OutputAsync("ticks", count: 2));
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("quit"));
    }
}
