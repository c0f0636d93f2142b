using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>A daemon outlives the terminal from which it was started, however the terminal ends.</summary>
public sealed class TerminalTests : EndToEndTest
{
    /// <summary>The limit for a hundred starts in sequence, each next to the daemons of those before.</summary>
    private static readonly TimeSpan TerminalLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// As in `ssh -t host app start` and a terminal emulator's -e, the program is the session leader, and its exit hangs up the terminal.
    /// </summary>
    [Fact]
    [Trait("Checklist", "5")]
    [Trait(LongRounds.Trait, "long")]
    public async Task StarterMayBeTheSessionLeader()
    {
        var leaders = LongRounds.Of(10);
        var output = (await RunOnTerminalAsync("leader", $"{leaders}", App.Test.File, "start", "wait")).Output;
        Assert.True(leaders == Regex.Count(output, "(?m)(?:^|\e\\[K)exit code 0$"), output);

        var started = Enumerable.Range(0, leaders).Select(i => Sandbox.Daemon("wait", $"{i}/wait.pid")).ToList();
        Assert.All(started, daemon => Assert.Equal(0, daemon.Process.Terminal));
        Assert.Equal(leaders, started.Select(daemon => daemon.Process.Session).Distinct().Count());
        AssertNoHangup(started[0]);
    }

    [Theory]
    [InlineData("shell")]
    [InlineData("job")]
    [Trait("Checklist", "5")]
    public async Task TerminalMayBeClosed(string how)
    {
        await RunOnTerminalAsync(how, App.Test.File, "start", "tick");
        var daemon = Sandbox.Daemon("tick");
        await Wait.UntilAsync(() => daemon.IsRunning, "the daemon runs");
        await AssertLivesOnAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "5")]
    public async Task TmuxMayBeEnded()
    {
        var socket = Path.Combine(Sandbox.Root, "tmux");
        var daemon = Sandbox.Daemon("tick");
        (await Sandbox.ExecuteAsync(
            Tools.Tmux, "-f", "/dev/null", "-S", socket, "new-session", "-d", $"'{App.Test.File}' start tick; exec sleep 1000")).Succeeds();
        await Wait.UntilAsync(() => daemon.IsRunning, "the daemon runs");
        Assert.Equal(0, daemon.Process.Terminal);

        (await Sandbox.ExecuteAsync(Tools.Tmux, "-S", socket, "kill-server")).Succeeds();
        await Wait.UntilAsync(() => Sandbox.Processes is [var alone] && alone.Pid == daemon.Pid, "all but the daemon has ended");
        await AssertLivesOnAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "19")]
    public async Task InterruptBeforeReadyLeavesNoDaemon()
    {
        var fifo = MakeFifo();
        Sandbox.Environment["OWNMAIN_DOES"] = "hold";
        var result = await RunOnTerminalAsync("interrupt", fifo, App.OwnMain.File, "start", "patient");

        Assert.Matches("exit code 130\n$", result.Output);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("patient"));
    }

    /// <summary>Also a daemon that would never notice that no command waits for it.</summary>
    [Fact]
    [Trait("Checklist", "19")]
    public async Task InterruptLeavesNoDaemonThatHangs()
    {
        var fifo = MakeFifo();
        Sandbox.Environment["OWNMAIN_DOES"] = "hold-and-block";
        var result = await RunOnTerminalAsync("interrupt", fifo, App.OwnMain.File, "start", "patient");

        Assert.Matches("exit code 130\n$", result.Output);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("patient"));
    }

    private async Task<CommandResult> RunOnTerminalAsync(params string[] args) =>
        (await Sandbox.Begin(Tools.Python, [Tools.Script("terminal.py"), .. args]).CompleteAsync(TerminalLimit)).Succeeds();

    private async Task AssertLivesOnAsync(DaemonFiles daemon)
    {
        var ticks = Path.Combine(Sandbox.OutputDirectory, "ticks");
        var before = (await Wait.ForFileAsync(ticks)).Length;
        await Wait.ForFileAsync(ticks, text => text.Length > before + 10);
        Assert.Equal(0, daemon.Process.Terminal);
        AssertNoHangup(daemon);
        (await Sandbox.RunAsync(App.Test, "stop", "tick")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    /// <summary>A daemon outlives SIGHUP, but in its own session it never receives it.</summary>
    private static void AssertNoHangup(DaemonFiles daemon) => Assert.DoesNotContain("SIGHUP", daemon.Log, StringComparison.Ordinal);

    private string MakeFifo()
    {
        var fifo = Path.Combine(Sandbox.Root, "fifo");
        Assert.Equal(0, Native.MakeFifo(fifo, 0b110_000_000));
        Sandbox.Environment["OWNMAIN_FIFO"] = fifo;
        return fifo;
    }
}
