namespace Daemonize.EndToEnd.Tests;

/// <summary>Settings at their maximum in running daemons: accepted values work, and the command refuses others with the range.</summary>
[Trait("Issue", "15")]
public sealed class LimitTests : EndToEndTest
{
    /// <summary>Around 2^31 ms and 2^32 ms, the limits of the waits and timers of .NET.</summary>
    [Theory]
    [InlineData("2147483648ms")]
    [InlineData("4294967295ms")]
    [InlineData("60d")]
    [InlineData("10000d")]
    [InlineData("0.0001ms")]
    public async Task TickMayHaveAnyTimeout(string timeout)
    {
        (await Sandbox.RunAsync(App.Test, "run", "thrice", "--tick-timeout", timeout)).ExitsWith(0);
        Assert.Equal(3, (await Sandbox.OutputAsync("thrice", 3)).Length);
    }

    /// <summary>
    /// All waits of a daemon at once; it still starts, ticks, reloads and stops. The greatest nice value is left out: the daemon would
    /// starve next to other tests.
    /// </summary>
    [Fact]
    public async Task LongestTimesAndGreatestNumbersOfATickingDaemon()
    {
        (await Sandbox.RunAsync(
            App.Test, "start", "long-tick", "--tick-timeout=10000d", "--start-timeout=10000d", "--stop-timeout=10000d",
            "--retry-delay=10000d", "--max-retry-delay=10000d",
            "--restart=on-failure", "--restart-delay=10000d", "--max-restart-delay=10000d", "--restart-window=10000d",
            "--max-restarts=2147483647", "--max-runs=2147483647",
            "--max-retries=2147483647", "--max-failures=2147483647", "--interval=10000d", "--jitter-seed=2147483647", "--jitter=0.0001ms",
            "--overlap=parallel", "--max-parallel=2147483647", "--missed=all", "--max-missed=1000000",
            "--log-max-size=9223372036854775807", "--log-backups=2147483647", "--umask=0777")).Succeeds();
        await Sandbox.OutputAsync("tick");
        (await Sandbox.RunAsync(App.Test, "reload", "long-tick", "--timeout", "10000d")).Succeeds();
        Assert.Contains(
            "long-tick  running", (await Sandbox.RunAsync(App.Test, "status", "long-tick")).Succeeds().Output, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "long-tick", "--timeout", "10000d")).Succeeds();
        Assert.Equal(["began", "cancelled", "ended"], await Sandbox.OutputAsync("tick", 3));
        Assert.DoesNotContain("Exception", Sandbox.Daemon("long-tick").Log, StringComparison.Ordinal);
    }

    /// <summary>The watcher waits 10000 days before the next start, and a stop ends that wait.</summary>
    [Fact]
    public async Task LongestRestartDelay()
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "3";
        (await Sandbox.RunAsync(
            App.Test, "start", "answer", "--restart=always", "--restart-delay=10000d", "--max-restart-delay=10000d",
            "--restart-window=10000d")).Succeeds();
        await Wait.ForFileAsync(
            Sandbox.Daemon("answer").LogFile,
            static log => log.Contains("is started again in 10000d (restart 1)", StringComparison.Ordinal));
        await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "status", "answer"),
            static status => status.Output.StartsWith("answer  restarting", StringComparison.Ordinal), "the watcher waits");
        (await Sandbox.RunAsync(App.Test, "stop", "answer")).Succeeds();
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("silent")]
    public async Task LongestInitialDelay(string name)
    {
        (await Sandbox.RunAsync(App.Test, "start", name, "--initial-delay=10000d")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", name)).Succeeds();
        Assert.EndsWith($" {name}: stopped\n", Sandbox.Daemon(name).Log, StringComparison.Ordinal);
    }

    /// <summary>The host's own timer would throw during the stop.</summary>
    [Fact]
    public async Task LongestStopTimeoutOfAHost()
    {
        Sandbox.Environment["HOSTAPP_OUTPUT"] = Path.Combine(Sandbox.OutputDirectory, "host");
        (await Sandbox.RunAsync(App.Host, "start", "worker", "--stop-timeout=10000d")).Succeeds();
        (await Sandbox.RunAsync(App.Host, "stop", "worker")).Succeeds();
        Assert.EndsWith(" worker: stopped\n", Sandbox.Daemon("worker").Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-memory=9223372036854775807")]
    [InlineData("--max-memory=8388607T")]
    [InlineData("--max-memory=4294967296")]
    public async Task GreatestMemory(string argument)
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", argument)).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
    }

    /// <summary>The command refuses more than the kernel's limit, for root too; the range is 16 to that limit.</summary>
    [Fact]
    public async Task MoreFilesThanTheSystemHasAreRefused()
    {
        var most = long.Parse(await File.ReadAllTextAsync("/proc/sys/fs/nr_open", TestContext.Current.CancellationToken), null);
        Assert.SkipUnless(most < int.MaxValue, "this system takes every number");
        var start = (await Sandbox.RunAsync(App.Test, "start", "wait", $"--max-open-files={most + 1}")).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: cannot set MaxOpenFiles to {most + 1}: this system takes 16 to {most} (fs.nr_open)\n", start.Error);
    }

    [Theory]
    [InlineData("--tick-timeout=10000d1ms", "at most 10000d", "tick")]
    [InlineData("--tick-timeout=0.00001ms", "must be longer than zero: from 0.0001ms to 10000d", "tick")]
    [InlineData("--instances=10001", "takes a whole number from 1 to 10000, or auto, not '10001'", "wait")]
    [InlineData("--instances=4294967297", "takes a whole number from 1 to 10000, or auto, not '4294967297'", "wait")]
    [InlineData("--log-max-size=9223372036854775808", "from 4KB to 9223372036854775807 bytes, or off, not '9223372036854775808'", "wait")]
    [InlineData("--umask=1000", "takes an octal number from 000 to 777, not '1000'", "wait")]
    [InlineData("--nice=20", "takes a whole number from -20 to 19, not '20'", "wait")]
    [InlineData("--max-restarts=2147483648", "takes a whole number from 0 to 2147483647, not '2147483648'", "wait")]
    [InlineData("--cron=0 0 30 2 *", "it never comes", "secondly")]
    public async Task BeyondItIsRefusedWithTheRange(string argument, string complaint, string name)
    {
        foreach (var verb in (string[])["start", "run", "once"])
        {
            Assert.Contains(
                complaint, (await Sandbox.RunAsync(App.Test, verb, name, argument)).FailsInOneLine(App.Test, 2).Error,
                StringComparison.Ordinal);
        }
    }

    /// <summary>The same for an environment variable.</summary>
    [Fact]
    public async Task CronOfTheEnvironmentThatNeverComesIsRefused()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_CRON"] = "0 0 30 2 *";
        Assert.Contains(
            "DAEMONIZE_TESTAPP_CRON takes a cron expression",
            (await Sandbox.RunAsync(App.Test, "start", "secondly")).FailsInOneLine(App.Test, 2).Error, StringComparison.Ordinal);
    }
}
