namespace Daemonize.EndToEnd.Tests;

/// <summary>The options of <c>stop</c>, and its progress line in a terminal.</summary>
public sealed class StopOptionTests : EndToEndTest
{
    [Fact]
    public async Task KillEndsAtOnceWithAllThatItHasStarted()
    {
        var daemon = await Sandbox.StartAndBeginAsync("tidy");
        var pid = daemon.Pid;
        var result = (await Sandbox.RunAsync(App.Test, "stop", "tidy", "--kill")).Succeeds();
        Assert.Equal($"tidy killed (pid {pid})\n", result.Output);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        Assert.False(File.Exists(Path.Combine(Sandbox.OutputDirectory, "tidy")), "it had time to tidy up");
    }

    [Theory]
    [InlineData("SIGINT")]
    [InlineData("int")]
    [InlineData("2")]
    public async Task SignalIsTheOneThatIsAskedFor(string signal)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        (await Sandbox.RunAsync(App.Test, "stop", "wait", "--signal", signal)).Succeeds();
        Assert.Contains("wait: stopping (SIGINT)", daemon.Log, StringComparison.Ordinal);
    }

    /// <summary>A process that the signal does not end is killed at the timeout.</summary>
    [Fact]
    public async Task TimeoutIsForThisStop()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "listen");
        var pid = daemon.Pid;
        var result =
            (await Sandbox.RunAsync(App.Test, "stop", "listen", "--signal=SIGALRM", "--timeout=200ms")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: listen (pid {pid}) did not stop within 200ms (--timeout) and was killed\n", result.Error);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Theory]
    [InlineData("--signal takes a signal such as SIGINT, INT or 2, not 'SIGNOPE'", "--signal=SIGNOPE")]
    [InlineData("--signal takes a signal such as SIGINT, INT or 2, not '65'", "--signal=65")]
    [InlineData("--signal SIGSTOP ends nothing; take one that does, such as SIGINT", "--signal=SIGSTOP")]
    [InlineData("--kill sends SIGKILL immediately: leave out --timeout", "--kill", "--timeout=1s")]
    [InlineData("--kill sends SIGKILL immediately: leave out --signal", "--kill", "--signal=INT")]
    [InlineData("--stop-timeout takes a number with a unit", "--stop-timeout=soon")]
    [InlineData("--timeout must be longer than zero (from 0.0001ms to 10000d); --kill leaves no time at all", "--timeout=0s")]
    [InlineData("--timeout takes a number with a unit", "--timeout=soon")]
    public async Task MistakeStopsNothing(string complaint, params string[] options)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var result = (await Sandbox.RunAsync(App.Test, ["stop", "wait", .. options])).FailsInOneLine(App.Test, 2);
        Assert.StartsWith("testapp: " + complaint, result.Error, StringComparison.Ordinal);
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    public async Task TerminalSeesWhatIsWaitedForAndNothingOfItIsLeft()
    {
        await Sandbox.StartAndBeginAsync("tidy");
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "stop", "tidy");
        await terminal.WaitForOutputAsync("\rstopping tidy: 1s of 30s at most\e[K");
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        await terminal.WaitForOutputAsync("tidy stopped");

        // Each line is cleared before the next is written.
        Assert.Matches("1s of 30s at most\e\\[K(\r[^\r]*\e\\[K)*\r\e\\[Ktidy stopped \\(pid [0-9]+\\)\r\n$", terminal.Output);
    }

    /// <summary>A daemon ends itself a moment after its own StopTimeout, whatever the option says.</summary>
    [Fact]
    public async Task DaemonThatEndedItselfIsNoSuccess()
    {
        var daemon = await Sandbox.StartAndBeginAsync("deaf");
        var pid = daemon.Pid;
        var result = (await Sandbox.RunAsync(App.Test, "stop", "deaf", "--timeout=50s")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: deaf (pid {pid}) did not stop within 1s (StopTimeout) and ended itself\n", result.Error);
    }

    [Fact]
    public async Task NoTerminalIsToldNothing()
    {
        await Sandbox.StartAndBeginAsync("tidy");
        (await Sandbox.RunAsync(App.Test, "stop", "tidy")).Succeeds();
    }
}
