using System.Globalization;

namespace Daemonize.Tool.Tests;

/// <summary>What the tool does to real daemons, by their own program.</summary>
public sealed class VerbTests : ToolTest
{
    [Fact]
    public async Task StoppedDaemonStartsWithTheOptionsOfItsCard()
    {
        var daemon = await StartAsync("wait", "--stop-timeout=7s");
        await CardsAsync("wait");
        var pid = daemon.Pid;
        Assert.Equal($"testapp: wait stopped (pid {pid})\n", (await RunAsync("stop", daemon.PidFile)).Succeeds().Output);
        Assert.False(daemon.IsRunning);
        await Sandbox.WaitUntilEmptyAsync();

        (await RunAsync("start", daemon.PidFile)).Succeeds();
        Assert.True(daemon.IsRunning);
        Assert.Contains("--stop-timeout=7s", daemon.Process.CommandLine);
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    [Fact]
    public async Task TerminalSeesWhatIsWaitedForAndNothingOfItIsLeft()
    {
        var daemon = await StartAsync("tidy");
        await using var terminal = new TerminalSession(Sandbox, Tool.File, "stop", daemon.PidFile);
        await terminal.WaitForOutputAsync("\rstopping testapp/tidy: 1s of 1m 15s at most\e[K");
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
        Assert.Matches("\r\e\\[Ktestapp: tidy stopped \\(pid [0-9]+\\)\r\n$", terminal.Output);
    }

    /// <summary>A start must not depend on the terminal in which somebody asks for it.</summary>
    [Fact]
    public async Task StartHasTheEnvironmentOfALogin()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
        Sandbox.Environment["HTTP_PROXY"] = "http://of.terminal";
        (await RunAsync("start", daemon.PidFile)).Succeeds();
        Assert.False(daemon.Process.HasVariable("HTTP_PROXY=http://of.terminal"));
        Assert.True(daemon.Process.HasVariable("PATH=" + (Environment.IsPrivilegedProcess
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : "/usr/local/bin:/usr/bin:/bin")));
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
    }

    /// <summary>Otherwise a proxy or a path that it was started with would be lost.</summary>
    [Fact]
    public async Task RestartKeepsTheEnvironmentOfTheDaemon()
    {
        Sandbox.Environment["HTTP_PROXY"] = "http://of.start";
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        var pid = daemon.Pid;
        Sandbox.Environment["HTTP_PROXY"] = "http://of.terminal";
        (await RunAsync("restart", daemon.PidFile)).Succeeds();
        Assert.NotEqual(pid, daemon.Pid);
        Assert.True(daemon.Process.HasVariable("HTTP_PROXY=http://of.start"));
    }

    [Fact]
    public async Task TickAndReloadAreThoseOfTheProgram()
    {
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        Assert.Equal($"testapp: silent (pid {daemon.Pid}) began tick 1\n", (await RunAsync("tick", daemon.PidFile)).Succeeds().Output);
        Assert.StartsWith(
            $"testapp: silent reloaded (pid {daemon.Pid})", (await RunAsync("reload", daemon.PidFile)).Succeeds().Output,
            StringComparison.Ordinal);
    }

    /// <summary>What runs in the foreground has no card: its process shows how to call its program.</summary>
    [Fact]
    public async Task DaemonInTheForegroundIsStopped()
    {
        var run = await Sandbox.BeginRunAsync("wait", TestApp);
        (await RunAsync("stop", Sandbox.Daemon("wait").PidFile)).Succeeds();
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task ProgramOfDotnetIsCalledByIt()
    {
        Sandbox.WorkingDirectory = TestApp.Folder;
        (await Sandbox.ExecuteAsync("dotnet", Path.GetFileName(TestApp.Dll), "start", "wait")).Succeeds();
        await CardsAsync("wait");
        Sandbox.WorkingDirectory = "/";
        (await RunAsync("restart", Sandbox.Daemon("wait").PidFile)).Succeeds();
        Assert.EndsWith("/dotnet", new FileInfo($"/proc/{Sandbox.Daemon("wait").Pid}/exe").LinkTarget, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneInstanceIsStoppedAndStarted()
    {
        await StartAsync("wait", "--instances=2");
        await CardsAsync("wait", 2);
        var second = Sandbox.Daemon("wait:2", "wait.2.pid");
        (await RunAsync("stop", second.PidFile)).Succeeds();
        Assert.False(second.IsRunning);
        Assert.True(Sandbox.Daemon("wait:1", "wait.1.pid").IsRunning);
        (await RunAsync("start", second.PidFile)).Succeeds();
        Assert.True(second.IsRunning);
    }

    /// <summary>The codes are those of the verbs, and the worst counts: here that of a daemon that does not run.</summary>
    [Fact]
    public async Task WorstExitCodeCounts()
    {
        var (wait, silent) = (await StartAsync("wait"), await StartAsync("silent"));
        await CardsAsync("wait");
        await CardsAsync("silent");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        var result = (await RunAsync("tick", silent.PidFile, wait.PidFile)).ExitsWith(7);
        Assert.Equal($"testapp: silent (pid {silent.Pid}) began tick 1\n", result.Output);
        Assert.Equal("testapp: wait is not running; start it\n", result.Error);
    }

    [Fact]
    public async Task DaemonWithoutACommandNamesTheWayOut()
    {
        var daemon = await StartAsync("wait");
        File.Delete(Assert.Single(await CardsAsync("wait")));
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        Assert.Equal(
            "daemonize: cannot start testapp/wait: it has no card; start it with its own program\n",
            (await RunAsync("start", daemon.PidFile)).FailsInOneLine(Tool, 1).Error);
    }

    [Fact]
    public async Task ForgottenDaemonIsGoneUntilItStarts()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        Assert.Equal(
            "daemonize: testapp/wait is not forgotten, for it runs or is about to; 'daemonize stop testapp/wait' first\n",
            (await RunAsync("forget", daemon.PidFile)).FailsInOneLine(Tool, 1).Error);
        (await RunAsync("stop", daemon.PidFile)).Succeeds();
        Assert.Equal(
            "testapp/wait is forgotten, until it is started again\n", (await RunAsync("forget", daemon.PidFile)).Succeeds().Output);
        Assert.Empty(FindCards("wait"));
        Assert.Empty(await ListAsync());
        await StartAsync("wait");
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task LogsOfSeveralDaemonsAreShownTogether()
    {
        var (wait, tidy) = (await StartAsync("wait"), await Sandbox.StartAndBeginAsync("tidy"));
        var logs = (await RunAsync("logs", wait.PidFile, tidy.PidFile)).Succeeds().Output;
        Assert.Contains("\ntestapp/tidy | begun\n", "\n" + logs, StringComparison.Ordinal);
        Assert.Contains("\ntestapp/wait | ", "\n" + logs, StringComparison.Ordinal);
        var last = (await RunAsync("logs", tidy.PidFile, "-n", "1")).Succeeds().Output;
        Assert.Equal("begun\n", last);
    }

    [Fact]
    public async Task HistoryIsShown()
    {
        var daemon = await StartAsync("silent");
        (await Sandbox.RunAsync(TestApp, "tick", "silent")).Succeeds();
        await Wait.ForPulseAsync(daemon, static pulse => pulse.LastTick > 0);
        Assert.StartsWith(
            "testapp/silent: running, 1 tick", (await RunAsync("history", daemon.PidFile)).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DaemonWithoutAHistorySaysWhereToAsk()
    {
        var daemon = await StartAsync("silent", "--no-history");
        await CardsAsync("silent");
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"daemonize: testapp/silent has no history that can be read; '{TestApp.File} history silent' says why\n"),
            (await RunAsync("history", daemon.PidFile)).FailsInOneLine(Tool, 1).Error);
    }
}
