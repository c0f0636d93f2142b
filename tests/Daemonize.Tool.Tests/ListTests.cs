namespace Daemonize.Tool.Tests;

/// <summary>The list of all daemons, which run or do not.</summary>
public sealed class ListTests : ToolTest
{
    [Fact]
    public async Task StoppedDaemonIsListedWithItsCard()
    {
        var daemon = await StartAsync("wait");
        await CardsAsync("wait");
        var running = Assert.Single(await ListAsync());
        Assert.Equal(
            ("testapp", "wait", "running", daemon.Pid, daemon.PidFile, "Does nothing until it is asked to stop"),
            (Text(running, "program"), Text(running, "name"), Text(running, "state"), running.GetProperty("pid").GetInt32(),
                Text(running, "pidFile"), Text(running, "summary")));
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        Assert.Equal("stopped", Text(Assert.Single(await ListAsync()), "state"));
        Assert.Empty(await ListAsync("--running"));
    }

    /// <summary>After a reboot nothing is left of the daemons but their cards.</summary>
    [Fact]
    public async Task DaemonIsListedAfterItsRuntimeDirectoryIsGone()
    {
        await StartAsync("wait");
        await CardsAsync("wait");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        Directory.Delete(Sandbox.RuntimeDirectory, recursive: true);
        Assert.Equal("stopped", Text(Assert.Single(await ListAsync()), "state"));
    }

    [Fact]
    public async Task StoppedDaemonIsListedByItsFilesWithoutACard()
    {
        await StartAsync("wait");
        File.Delete(Assert.Single(await CardsAsync("wait")));
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        var stopped = Assert.Single(await ListAsync());
        Assert.Equal(("testapp", "wait", "stopped"), (Text(stopped, "program"), Text(stopped, "name"), Text(stopped, "state")));
    }

    [Fact]
    public async Task DeadDaemonComesFirst()
    {
        await StartAsync("wait");
        var silent = await StartAsync("silent");
        await CardsAsync("wait");
        await CardsAsync("silent");
        await silent.KillAsync();
        Assert.Equal(
            ["silent dead", "wait running"],
            (await ListAsync()).Select(static daemon => $"{Text(daemon, "name")} {Text(daemon, "state")}"));
    }

    [Fact]
    public async Task EachInstanceIsListed()
    {
        await StartAsync("wait", "--instances=2");
        await CardsAsync("wait", 2);
        (await Sandbox.RunAsync(TestApp, "stop", "wait:2")).Succeeds();
        Assert.Equal(
            ["wait:1 running", "wait:2 stopped"],
            (await ListAsync()).Select(static daemon => $"{Text(daemon, "name")} {Text(daemon, "state")}"));
    }

    [Fact]
    public async Task DaemonWhoseProgramIsGoneIsShownAsSuch()
    {
        var daemon = await StartAsync("wait");
        var card = Assert.Single(await CardsAsync("wait"));
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        File.WriteAllText(card, File.ReadAllText(card).Replace(TestApp.File, "/nowhere/testapp", StringComparison.Ordinal));
        Assert.Contains(
            "its program is gone (/nowhere/testapp); install it again, or 'daemonize forget' it",
            (await RunAsync("status", daemon.PidFile)).ExitsWith(3).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardGoesThirtyDaysAfterNothingIsLeftOfItsDaemon()
    {
        var daemon = await StartAsync("wait");
        var card = Assert.Single(await CardsAsync("wait"));
        var mark = card + ".gone";
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        File.WriteAllText(card, File.ReadAllText(card).Replace(TestApp.File, "/nowhere/testapp", StringComparison.Ordinal));
        Assert.Single(await ListAsync());
        Assert.False(File.Exists(mark), "the log and the history are left");

        Array.ForEach(
            [.. Directory.GetFiles(Path.GetDirectoryName(daemon.PidFile)!), .. Directory.GetFiles(Path.GetDirectoryName(daemon.LogFile)!)],
            File.Delete);
        Assert.Single(await ListAsync());
        Assert.True(File.Exists(mark));
        File.SetLastWriteTimeUtc(mark, DateTime.UtcNow.AddDays(-29));
        Assert.Single(await ListAsync());

        // What comes back before the end has its thirty days again.
        File.WriteAllText(daemon.LogFile, "");
        Assert.Single(await ListAsync());
        Assert.False(File.Exists(mark));
        File.Delete(daemon.LogFile);
        Assert.Single(await ListAsync());

        File.SetLastWriteTimeUtc(mark, DateTime.UtcNow.AddDays(-30));
        Assert.Empty(await ListAsync());
        Assert.False(File.Exists(card) || File.Exists(mark));
    }

    /// <summary>The card says what to execute, so it must be the user's or root's.</summary>
    [Fact]
    public async Task CardThatOthersCanWriteIsNotUsed()
    {
        await StartAsync("wait");
        var card = Assert.Single(await CardsAsync("wait"));
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        File.SetUnixFileMode(card, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Null(Text(Assert.Single(await ListAsync()), "command"));
    }

    [Fact]
    public async Task StatusHasTheExitCodeOfTheWorst()
    {
        var (wait, silent) = (await StartAsync("wait"), await StartAsync("silent"));
        await CardsAsync("wait");
        await CardsAsync("silent");
        (await RunAsync("status", wait.PidFile, silent.PidFile)).ExitsWith(0);
        await silent.KillAsync();
        var result = (await RunAsync("status", wait.PidFile, silent.PidFile)).ExitsWith(1);
        Assert.Matches("^testapp +silent +dead .*\ntestapp +wait +running +pid ", result.Output);
    }

    [Fact]
    public async Task WatchRedrawsUntilControlC()
    {
        var daemon = await StartAsync("wait");
        Sandbox.Environment["TERM"] = "xterm";
        await using var terminal = new TerminalSession(Sandbox, Tool.File, "status", daemon.PidFile, "--watch");
        await terminal.WaitForOutputAsync("\e[1A\r");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
        await terminal.WaitForOutputAsync("\e[2mstopped\e[0m");
        terminal.Type("\u0003");
        (await terminal.Command.CompleteAsync()).ExitsWith(3);
    }
}
