namespace Daemonize.EndToEnd.Tests;

/// <summary><c>reload</c> sends SIGHUP and waits for the daemon's answer.</summary>
public sealed class ReloadTests : EndToEndTest
{
    [Theory]
    [InlineData("reload")]
    [InlineData("force-reload")]
    [Trait("Checklist", "45")]
    public async Task ReturnsWhenOnReloadHas(string verb)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "walk");
        await File.WriteAllTextAsync(PathOf("slow"), "", TestContext.Current.CancellationToken);
        var reload = Sandbox.Begin(App.Test.File, verb, "walk");
        await Sandbox.OutputAsync("reloads");
        Assert.False(reload.HasEnded);
        File.Delete(PathOf("slow"));
        Assert.Equal($"walk reloaded (pid {daemon.Pid})\n", (await reload.CompleteAsync()).Succeeds().Output);
    }

    [Fact]
    public async Task WithoutOnReloadTheLogIsOpenedAnew()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        File.Move(daemon.LogFile, daemon.LogFile + ".1");
        Assert.Equal(
            $"wait reloaded (pid {daemon.Pid}); it has reopened its log\n",
            (await Sandbox.RunAsync(App.Test, "reload", "wait")).Succeeds().Output);
        Assert.Contains("log reopened (SIGHUP)", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InTheForegroundThereIsNoLogToReopen()
    {
        var run = Sandbox.Begin(App.Test.File, "run", "wait");
        var daemon = Sandbox.Daemon("wait");
        await Wait.UntilAsync(() => daemon.IsRunning, "the daemon runs");
        Assert.Equal(
            $"wait reloaded (pid {daemon.Pid}); it has no OnReload, and in the foreground no log to reopen\n",
            (await Sandbox.RunAsync(App.Test, "reload", "wait")).Succeeds().Output);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task FailureOfOnReloadIsToldAndTheDaemonGoesOn()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "walk");
        await File.WriteAllTextAsync(PathOf("bad"), "", TestContext.Current.CancellationToken);
        var result = (await Sandbox.RunAsync(App.Test, "reload", "walk")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: reload failed: the settings are bad; walk (pid {daemon.Pid}) keeps its previous configuration\n", result.Error);
        File.Delete(PathOf("bad"));
        (await Sandbox.RunAsync(App.Test, "reload", "walk")).Succeeds();
    }

    [Fact]
    public async Task ReloadThatDoesNotEndIsGivenUpAndTheDaemonGoesOn()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "walk");
        await File.WriteAllTextAsync(PathOf("slow"), "", TestContext.Current.CancellationToken);
        var result = (await Sandbox.RunAsync(App.Test, "reload", "walk", "--timeout", "300ms")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: walk (pid {daemon.Pid}) has not reloaded within 300ms (--timeout); it goes on trying\n", result.Error);
        Assert.True(daemon.IsRunning);
        File.Delete(PathOf("slow"));
    }

    [Fact]
    public async Task WhatDoesNotRunCannotReload()
    {
        var result = (await Sandbox.RunAsync(App.Test, "reload", "walk")).FailsInOneLine(App.Test, 7);
        Assert.Equal("testapp: walk is not running; start it\n", result.Error);
    }

    [Fact]
    public async Task SeveralReloadTogetherAndTheWorstCounts()
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk", "wait")).Succeeds();
        await File.WriteAllTextAsync(PathOf("bad"), "", TestContext.Current.CancellationToken);
        var result = (await Sandbox.RunAsync(App.Test, "reload", "wait", "walk")).ExitsWith(1);
        Assert.StartsWith("wait reloaded", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("testapp: reload failed: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoAtOnceBothGetAnAnswer()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        var reloads = Enumerable.Range(0, 2).Select(_ => Sandbox.RunAsync(App.Test, "reload", "walk")).ToList();
        foreach (var reload in reloads)
        {
            (await reload).Succeeds();
        }
    }

    /// <summary>In the foreground, SIGHUP means that the terminal has gone.</summary>
    [Fact]
    public async Task DaemonInATerminalIsLeftAlone()
    {
        await using var terminal = new TerminalSession(Sandbox, App.Test.File, "run", "wait");
        await terminal.WaitForOutputAsync("wait: started");
        var result = (await Sandbox.RunAsync(App.Test, "reload", "wait")).FailsInOneLine(App.Test, 1);
        Assert.Contains("it runs in a terminal", result.Error, StringComparison.Ordinal);
        terminal.Type("\u0003");
        (await terminal.Command.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task StatusFileThatCannotBeReadLeavesTheLog()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        await Wait.ForCallAsync(daemon);
        File.Delete(daemon.StatusFile);
        Directory.CreateDirectory(daemon.StatusFile);
        var result = (await Sandbox.RunAsync(App.Test, "reload", "wait", "--timeout", "1s")).Succeeds();
        Assert.Equal($"wait was asked to reload (pid {daemon.Pid}); its status file cannot be read, so look into its log\n", result.Output);
        Directory.Delete(daemon.StatusFile);
    }

    private string PathOf(string file) => Path.Combine(Sandbox.OutputDirectory, file);
}
