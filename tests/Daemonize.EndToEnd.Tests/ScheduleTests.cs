using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Schedules on real clocks. A file with the daemon's name records what each tick received.</summary>
public sealed class ScheduleTests : EndToEndTest
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigUsr1 = 10;

    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task SlotsOfTenMillisecondsAreAllAccountedForAndDoNotDrift()
    {
        var slots = LongRounds.Of(600);
        Sandbox.Environment["TESTAPP_SLOTS"] = $"{slots}";
        var daemon = await Sandbox.StartAsync(App.Test, "punctual");
        await Wait.UntilAsync(() => !daemon.IsLocked, "the daemon has seen all slots", TimeSpan.FromMinutes(3));

        var numbers = Lines("punctual").Single();
        var (ticks, skipped, drift) = (numbers[0], numbers[1], numbers[2]);

        // The last tick may come after skipped slots, so it may be one of those that overshoot.
        Assert.InRange(ticks + skipped, slots, slots + skipped);
        Assert.InRange(drift, -5_000_000, 5_000_000);
    }

    /// <summary>The build warns about the attribute's value; a value set later causes the same warning, once for each daemon.</summary>
    [Fact]
    public async Task CronThatRestrictsBothDaysIsWarnedOf()
    {
        const string Warning =
            "testapp: warning: --cron '0 0 13 * 5' of secondly comes on days that match both the day of month and the day of week, "
            + "unlike in cron(8), where either is enough: write '*' for one of them\n";
        string[] cron = ["--cron", "0 0 13 * 5"];
        Assert.Equal(Warning, (await Sandbox.RunAsync(App.Test, ["start", "secondly", .. cron, "--instances", "2"])).ExitsWith(0).Error);
        (await Sandbox.RunAsync(App.Test, "stop", "secondly")).Succeeds();
        Assert.StartsWith(
            Warning, (await Sandbox.RunAsync(App.Test, ["once", "secondly", .. cron])).ExitsWith(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("once")]
    [InlineData("all")]
    public async Task StoppedProcessDoesWithItsMissedSlotsWhatMissedSays(string missed)
    {
        // A larger maximum is valid only with "all"; with the others it would be a conflict.
        string[] most = missed == "all" ? ["--max-missed", "1000"] : [];
        (await Sandbox.RunAsync(App.Test, ["start", "pausable", "--missed", missed, .. most])).Succeeds();
        using var process = ProcessHandle.Open(Sandbox.Daemon("pausable").Pid);
        await UntilTicksAsync("pausable", 3);

        process.Signal(SigStop);
        // Not a wait for an event: the test is about how long the process is stopped.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var before = Lines("pausable").Count;
        process.Signal(SigCont);
        await UntilTicksAsync("pausable", before + 35);
        (await Sandbox.RunAsync(App.Test, "stop", "pausable")).Succeeds();

        var ticks = Lines("pausable");
        var slots = ticks.ConvertAll(static tick => (long)Math.Round((double)tick[2] / TimeSpan.TicksPerMillisecond / 100));
        Assert.Equal(slots.Distinct(), slots);
        for (var i = 0; i < ticks.Count; i++)
        {
            // Every slot from the first one on is either a tick or skipped.
            Assert.Equal(slots[i] - slots[0] + 1, ticks[i][0] + ticks[i][1] - ticks[0][1]);
        }

        if (missed == "all")
        {
            Assert.Equal(0, ticks[^1][1]);
            Assert.True(ticks.Count(static tick => tick[4] > TimeSpan.TicksPerSecond) >= 15);
        }
        else
        {
            Assert.InRange(ticks[^1][1], 25, 1_000);
        }
    }

    [Fact]
    public async Task CronTicksAtWholeSecondsAndNeverEarly()
    {
        await Sandbox.StartAsync(App.Test, "secondly");
        await UntilTicksAsync("secondly", 3);

        AssertOnGrid("secondly", TimeSpan.TicksPerSecond);
    }

    [Fact]
    public async Task AlignedSlotsAreMultiplesOfTheIntervalSinceTheEpoch()
    {
        await Sandbox.StartAsync(App.Test, "aligned");
        await UntilTicksAsync("aligned", 5);

        AssertOnGrid("aligned", 200 * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>
    /// The slots are hours or years away, so the only tick is that of the start. A first slot that is due then is this tick, and is not
    /// skipped.
    /// </summary>
    [Theory]
    [InlineData("secondly", "--cron=0 0 29 2 *")]
    [InlineData("pausable", "--interval=5h", "--initial-delay=5h")]
    [InlineData("pausable", "--interval=5h")]
    [InlineData("silent")]
    public async Task DaemonTicksOnceAtStart(string name, params string[] slots)
    {
        (await Sandbox.RunAsync(App.Test, ["start", name, "--tick-at-start", .. slots])).Succeeds();
        await UntilTicksAsync(name, 1);
        var status = "";
        for (var i = 0; i < 100 && !status.Contains("1 tick", StringComparison.Ordinal); i++)
        {
            status = (await Sandbox.RunAsync(App.Test, "status", name)).Succeeds().Output;
        }

        Assert.Contains("1 tick", status, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", status, StringComparison.Ordinal);
        Assert.Single(Lines(name));
    }

    [Fact]
    public async Task ScheduleThatIsOffTicksOnSigUsr1()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        using var process = ProcessHandle.Open(daemon.Pid);
        for (var tick = 1; tick <= 3; tick++)
        {
            // Not its line: a request that comes while the tick is about to end is skipped.
            process.Signal(SigUsr1);
            await Wait.ForPulseAsync(daemon, pulse => pulse.LastTick == tick && !pulse.IsTicking);
        }

        Assert.Equal(3, Lines("silent").Count);
    }

    /// <summary>
    /// The tick occupies the schedule's thread, but the request is decided when it comes, and answered in the status file.
    /// </summary>
    [Fact]
    public async Task RequestDuringATickIsSkippedAtOnce()
    {
        var hold = Path.Combine(Sandbox.OutputDirectory, "hold");
        await File.WriteAllTextAsync(hold, "", TestContext.Current.CancellationToken);
        var daemon = await Sandbox.StartAsync(App.Test, "held");
        using var process = ProcessHandle.Open(daemon.Pid);
        process.Signal(SigUsr1);
        await Sandbox.OutputAsync("held");
        process.Signal(SigUsr1);
        await Wait.ForFileAsync(daemon.StatusFile, static text => text.Contains(
            "\"refused\":1,\"lastRefused\":\"tick 1 is running (Overlap = Skip)\"", StringComparison.Ordinal));
        File.Delete(hold);
        await daemon.TerminateAsync();
        Assert.Single(await Sandbox.OutputAsync("held"));
    }

    [Fact]
    public async Task DaemonEndsAfterItsLastRun()
    {
        var result = await Sandbox.RunAsync(App.Test, "run", "thrice");

        result.ExitsWith(0);
        Assert.Equal([1, 2, 3], Lines("thrice").ConvertAll(static tick => tick[0]));
    }

    [Fact]
    public async Task FailuresInARowEndTheDaemonWithOne()
    {
        var result = await Sandbox.RunAsync(App.Test, "run", "hopeless");

        result.ExitsWith(1);
        Assert.Equal(3, Lines("hopeless").Count);
        Assert.Contains("tick 3 failed: it returned 7", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 failures in a row (MaxFailures)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MethodThatRunsOnceIsCalledAgain()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "persistent");
        await UntilTicksAsync("persistent", 3);

        Assert.True(daemon.IsRunning);
        Assert.Contains("persistent failed; retry 2 of 3 in ", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TickThatTakesTooLongIsCancelledAndTheNextOneComes()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "overlong");
        await UntilTicksAsync("overlong", 3);

        Assert.Contains("tick 1 failed: it took longer than 50ms (TickTimeout)", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicksThatBlockRunBesideEachOther()
    {
        await Sandbox.StartAsync(App.Test, "together");

        // Each waits for two others, so a single one would wait forever.
        await UntilTicksAsync("met", 6);
    }

    [Fact]
    public async Task TickMakesRoomForTheNextSlot()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "replaced");
        await UntilTicksAsync("replaced", 4);

        Assert.DoesNotContain("failed", daemon.Log, StringComparison.Ordinal);
    }

    private void AssertOnGrid(string daemon, long interval) => Assert.All(Lines(daemon), tick =>
    {
        Assert.Equal(0, (tick[2] - DateTime.UnixEpoch.Ticks) % interval);
        Assert.True(tick[3] >= tick[2], "a tick is early");
    });

    private Task UntilTicksAsync(string file, int count) =>
        Wait.UntilAsync(() => Lines(file).Count >= count, $"{file} has ticked {count} times");

    /// <summary>Gets the numbers in each line, without a line that is still being written.</summary>
    private List<long[]> Lines(string file)
    {
        var text = TextFile.TryRead(Path.Combine(Sandbox.OutputDirectory, file)) ?? "";
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Array.ConvertAll(line.Split(' '), static number => long.Parse(number, CultureInfo.InvariantCulture)))];
    }
}
