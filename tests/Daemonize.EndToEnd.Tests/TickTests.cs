namespace Daemonize.EndToEnd.Tests;

/// <summary><c>tick</c> asks a running daemon for a tick, and reports what the daemon makes of it.</summary>
public sealed class TickTests : EndToEndTest
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigUsr1 = 10;

    [Fact]
    public async Task TickBegins()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        for (var number = 1; number <= 2; number++)
        {
            Assert.Equal($"silent (pid {daemon.Pid}) began tick {number}\n", (await TickAsync("silent")).Succeeds().Output);
            await HasTickedAsync(daemon, number);
        }

        Assert.Equal(2, (await Sandbox.OutputAsync("silent")).Length);
    }

    [Fact]
    public async Task TickIsSkippedWhileOneRuns()
    {
        var daemon = await StartHeldAsync();
        Assert.Equal($"held (pid {daemon.Pid}) began tick 1\n", (await TickAsync("held")).Succeeds().Output);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                $"testapp: held (pid {daemon.Pid}) skipped the tick: tick 1 is running (Overlap = Skip)\n",
                (await TickAsync("held")).FailsInOneLine(App.Test, 1).Error);
        }

        await ReleaseAsync(daemon, ticks: 1);
    }

    [Theory]
    [InlineData("queue", "tick 1 has ended (Overlap = Queue)")]
    [InlineData("replace", "tick 1, which is cancelled, has ended (Overlap = Replace)")]
    public async Task TickWaitsForTheOneThatRuns(string overlap, string wait)
    {
        var daemon = await StartHeldAsync("--overlap", overlap);
        (await TickAsync("held")).Succeeds();
        Assert.Equal($"held (pid {daemon.Pid}) ticks when {wait}\n", (await TickAsync("held")).Succeeds().Output);
        await ReleaseAsync(daemon, ticks: 2);
    }

    [Fact]
    public async Task ParallelTicksBeginUntilThereAreTooMany()
    {
        var daemon = await StartHeldAsync("--overlap", "parallel", "--max-parallel", "2");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal($"held (pid {daemon.Pid}) began a tick\n", (await TickAsync("held")).Succeeds().Output);
        }

        Assert.Equal(
            $"testapp: held (pid {daemon.Pid}) skipped the tick: 2 ticks are running (MaxParallel = 2)\n",
            (await TickAsync("held")).FailsInOneLine(App.Test, 1).Error);
        await ReleaseAsync(daemon, ticks: 2);
    }

    /// <summary>Each of two commands gets an answer that is true for it, and there is one tick.</summary>
    [Fact]
    public async Task TwoAtOnceBothGetAnAnswer()
    {
        var daemon = await StartHeldAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TickAsync("held")));
        Assert.Contains(results, result => result.Output == $"held (pid {daemon.Pid}) began tick 1\n");
        Assert.All(results.Where(static result => result.ExitCode != 0), result => Assert.Equal(
            $"testapp: held (pid {daemon.Pid}) skipped the tick: tick 1 is running (Overlap = Skip)\n", result.ExitsWith(1).Error));
        await ReleaseAsync(daemon, ticks: 1);
    }

    /// <summary>The daemon may end before the command has read the answer.</summary>
    [Fact]
    public async Task LastTickOfADaemonBegins()
    {
        (await Sandbox.RunAsync(App.Test, "start", "silent", "--max-runs", "1")).Succeeds();
        var pid = Sandbox.Daemon("silent").Pid;
        Assert.Equal($"silent (pid {pid}) began tick 1\n", (await TickAsync("silent")).Succeeds().Output);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task DaemonInTheForegroundTicksToo()
    {
        using var run = await Sandbox.BeginRunAsync("silent");
        Assert.Equal($"silent (pid {run.Pid}) began tick 1\n", (await TickAsync("silent")).Succeeds().Output);
        await Sandbox.Daemon("silent").TerminateAsync();
        (await run.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task EveryInstanceTicksUnlessOneIsNamed()
    {
        var pids = await Sandbox.StartInstancesAsync("silent", 2);
        Assert.Equal(
            $"silent:1 (pid {pids[0]}) began tick 1\nsilent:2 (pid {pids[1]}) began tick 1\n",
            (await TickAsync("silent")).Succeeds().Output);
        await HasTickedAsync(Sandbox.Instance("silent", 2), number: 1);
        Assert.Equal($"silent:2 (pid {pids[1]}) began tick 2\n", (await TickAsync("silent:2")).Succeeds().Output);
    }

    [Fact]
    public async Task SeveralTickTogetherAndTheWorstCounts()
    {
        (await Sandbox.RunAsync(App.Test, "start", "silent", "wait")).Succeeds();
        var result = (await Sandbox.RunAsync(App.Test, "tick", "wait", "silent")).ExitsWith(1);
        Assert.StartsWith("silent (pid ", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("testapp: cannot tick wait (pid ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatDoesNotRunCannotTick() => Assert.Equal(
        "testapp: silent is not running; start it\n", (await TickAsync("silent")).FailsInOneLine(App.Test, 7).Error);

    [Fact]
    public async Task DaemonWithoutAScheduleDoesNotTick()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        Assert.Equal(
            $"testapp: cannot tick wait (pid {daemon.Pid}): it has no schedule, and its method runs once; give it an Interval, a " +
            "Delay or a Cron\n",
            (await TickAsync("wait")).FailsInOneLine(App.Test, 1).Error);
        Assert.DoesNotContain("SIGUSR1", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleTickInTheForegroundIsLeftAlone()
    {
        await HoldAsync();
        var once = Sandbox.Begin(App.Test.File, "once", "held");
        await Sandbox.OutputAsync("held");
        Assert.Equal(
            $"testapp: cannot tick held (pid {once.Pid}): it runs a single tick, by 'once'\n",
            (await TickAsync("held")).FailsInOneLine(App.Test, 1).Error);
        File.Delete(PathOf("hold"));
        (await once.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    public async Task SuspendedDaemonIsLeftAlone()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        using var process = ProcessHandle.Open(daemon.Process.Pid);
        process.Signal(SigStop);
        await Wait.UntilAsync(
            () => File.ReadAllText($"/proc/{process.Pid}/stat").Contains(") T ", StringComparison.Ordinal), "it is suspended");
        Assert.Equal(
            $"testapp: cannot tick silent (pid {process.Pid}): it is suspended; continue it with 'kill -CONT {process.Pid}'\n",
            (await TickAsync("silent")).FailsInOneLine(App.Test, 1).Error);
        process.Signal(SigCont);
        (await TickAsync("silent")).Succeeds();
        Assert.Single(await Sandbox.OutputAsync("silent"));
    }

    /// <summary>The program handles SIGUSR1 and the signal that replaces it first: a tick runs neither handler.</summary>
    [Fact]
    public async Task HandlersOfTheProgramAreNotCalled()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "own");
        Assert.Equal($"own (pid {daemon.Pid}) began tick 1\n", (await TickAsync("own")).Succeeds().Output);
        await Sandbox.OutputAsync("own");
        using var process = ProcessHandle.Open(daemon.Process.Pid);
        process.Signal(SigUsr1);
        Assert.Equal(["SIGUSR1"], await Sandbox.OutputAsync("signals"));
        Assert.Single(await Sandbox.OutputAsync("own"));
    }

    [Fact]
    public async Task AnswerThatDoesNotComeIsGivenUp()
    {
        await File.WriteAllTextAsync(PathOf("busy"), "", TestContext.Current.CancellationToken);
        var daemon = await Sandbox.StartAsync(App.Test, "held");
        Assert.Equal(
            $"testapp: held (pid {daemon.Pid}) has not answered within 300ms (--timeout); it may still tick\n",
            (await TickAsync("held", "--timeout", "300ms")).FailsInOneLine(App.Test, 1).Error);
        File.Delete(PathOf("busy"));
        await Sandbox.OutputAsync("held");
    }

    [Fact]
    public async Task StatusFileThatCannotBeReadIsAnObstacle()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        await Wait.ForReadyRecordAsync(daemon);
        File.Delete(daemon.StatusFile);
        Directory.CreateDirectory(daemon.StatusFile);
        Assert.Equal(
            $"testapp: cannot tick silent (pid {daemon.Pid}): its status file cannot be read, which names the signal; 'kill -USR1 " +
            $"{daemon.Pid}' does it if the program does not handle SIGUSR1\n",
            (await TickAsync("silent")).FailsInOneLine(App.Test, 1).Error);
        Directory.Delete(daemon.StatusFile);
    }

    /// <summary>Waits for the end of a tick. Instances write to one file, which one may find in use: their ticks may fail.</summary>
    private static Task<PulseView> HasTickedAsync(DaemonFiles daemon, int number) =>
        Wait.ForPulseAsync(daemon, pulse => pulse.LastTick == number);

    private Task<CommandResult> TickAsync(string name, params ReadOnlySpan<string> options) =>
        Sandbox.RunAsync(App.Test, ["tick", name, .. options]);

    /// <summary>Starts the daemon whose ticks last until <see cref="ReleaseAsync"/>.</summary>
    private async Task<DaemonFiles> StartHeldAsync(params string[] options)
    {
        await HoldAsync();
        (await Sandbox.RunAsync(App.Test, ["start", "held", .. options])).Succeeds();
        return Sandbox.Daemon("held");
    }

    private Task HoldAsync() => File.WriteAllTextAsync(PathOf("hold"), "", TestContext.Current.CancellationToken);

    /// <summary>Ends the ticks, stops the daemon, and checks how many ticks there have been.</summary>
    private async Task ReleaseAsync(DaemonFiles daemon, int ticks)
    {
        File.Delete(PathOf("hold"));
        Assert.Equal(ticks, (await Sandbox.OutputAsync("held", ticks)).Length);
        await daemon.TerminateAsync();
        Assert.Equal(ticks, (await Sandbox.OutputAsync("held", ticks)).Length);
    }

    private string PathOf(string file) => Path.Combine(Sandbox.OutputDirectory, file);
}
