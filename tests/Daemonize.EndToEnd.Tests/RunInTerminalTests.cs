namespace Daemonize.EndToEnd.Tests;

/// <summary><c>run</c> in a terminal: keys and the hang-up.</summary>
public sealed class RunInTerminalTests : EndToEndTest
{
    private const string ControlC = "\u0003";

    [Fact]
    [Trait("Checklist", "43")]
    public async Task KeepsTheTerminal()
    {
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "run", "wait");
        await terminal.WaitForOutputAsync("wait: started");
        var process = Sandbox.Daemon("wait").Process;
        Assert.Equal(terminal.Command.Pid, process.Pid);
        Assert.NotEqual(0, process.Terminal);
        Assert.All([0, 1, 2], descriptor => Assert.Equal(terminal.Path, process.Descriptors[descriptor]));

        terminal.Type(ControlC);
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("tick")]
    [InlineData("tidy")]
    [Trait("Checklist", "43")]
    public async Task ControlCStopsGracefully(string name)
    {
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "run", name);
        await terminal.WaitForOutputAsync(name == "tidy" ? "begun" : $"{name}: started");
        terminal.Type(ControlC);
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        await terminal.WaitForOutputAsync($"{name}: stopped");
        Assert.Contains($"{name}: stopping (SIGINT)", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(name == "tidy", File.Exists(Path.Combine(Sandbox.OutputDirectory, "tidy")));
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon(name));
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task SecondControlCEndsAtOnce()
    {
        // Cleans up for a second and a half unless it is killed.
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "run", "tidy");
        await terminal.WaitForOutputAsync("begun");
        terminal.Type(ControlC);
        await terminal.WaitForOutputAsync("stopping (SIGINT)");
        terminal.Type(ControlC);
        (await terminal.Command.CompleteAsync()).ExitsWith(130);
        Assert.False(File.Exists(Path.Combine(Sandbox.OutputDirectory, "tidy")));
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("tidy"));
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task EndsWithItsTerminal()
    {
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "run", "tick");
        await terminal.WaitForOutputAsync("tick: started");
        await terminal.HangUpAsync();
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("tick"));
    }

    [Fact]
    [Trait("Checklist", "43")]
    public async Task OutlivesItsTerminalUnderNohup()
    {
        await using var terminal =
            new TerminalSession(Sandbox, "/bin/sh", "-c", "exec nohup \"$0\" run wait >/dev/null 2>&1", App.Test.File);
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, terminal.Command);
        await terminal.HangUpAsync();

        // The kernel disconnects the terminal after it has sent SIGHUP, and the stop comes later than both.
        await Wait.UntilAsync(() => daemon.Process.Terminal == 0, "the terminal is gone");
        Assert.Equal($"wait stopped (pid {terminal.Command.Pid})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
    }
}
