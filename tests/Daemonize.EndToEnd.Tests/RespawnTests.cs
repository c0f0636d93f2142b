using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Daemons that their watcher restarts.</summary>
[Trait("Issue", "6")]
public sealed partial class RespawnTests : EndToEndTest
{
    private const string Name = "phoenix";

    private DaemonFiles Daemon => Sandbox.Daemon(Name);

    /// <summary>
    /// The watcher is the daemon's parent and in its session; it is not the session leader, and it keeps nothing of the caller's.
    /// </summary>
    [Fact]
    public async Task WatcherIsAPoorParent()
    {
        await StartAsync();
        var (daemon, watcher) = (Daemon.Process, Watcher());
        Assert.Equal((daemon.Session, 0), (watcher.Session, watcher.Terminal));
        Assert.NotEqual(watcher.Session, watcher.Pid);
        Assert.Equal("/", watcher.CurrentDirectory);
        Assert.Equal(["@watch", Name], watcher.CommandLine[1..3]);
        Assert.Equal(
            ["/dev/null", "/dev/null", "/dev/null"], (string[])[watcher.Descriptors[0], watcher.Descriptors[1], watcher.Descriptors[2]]);
        Assert.DoesNotContain(watcher.Descriptors.Values, file => file == Daemon.LogFile);
        await StopAsync($"{Name} stopped (pid {daemon.Pid})\n");
    }

    [Fact]
    public async Task EachFailureIsFollowedByARestartAndSuccessIsNot()
    {
        await StartAsync("3 KILL FAIL LEAVE 0");
        await WaitForLogAsync("stopped\n");
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.Equal(5, (await Sandbox.OutputAsync("runs")).Length);
        Assert.Equal(
            [
                "exited with code 3; is started again in 20ms (restart 1)",
                "was killed by SIGKILL; is started again in 40ms (restart 2)",
                "could not be started again: OnStart failed: no ashes; is started again in 80ms (restart 3)",
                "exited with code 5; is started again in 160ms (restart 4)",
            ],
            WatcherLines().Matches(Daemon.Log).Select(static match => match.Groups[1].Value));
        Assert.Matches(
            "^phoenix  stopped  its method has returned .*\n$", (await Sandbox.RunAsync(App.Test, "status", Name)).ExitsWith(3).Output);
    }

    [Fact]
    public async Task AlwaysIsAfterSuccessToo()
    {
        await StartAsync("0 0", "--restart", "always", "--max-restart-delay", "20ms");
        await Sandbox.OutputAsync("runs", 3);
        await Wait.UntilAsync(() => Daemon.IsRunning, "the third runs");
        await WaitForStatusAsync("running", 0, "\"restarts\": 2");
        await StopAsync($"{Name} stopped (pid {Daemon.Pid})\n");
    }

    [Fact]
    public async Task BudgetIsSpentAndItIsGivenUp()
    {
        await StartAsync("1 KILL 1", "--max-restarts", "2");
        await WaitForLogAsync("given up");
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.Equal(3, (await Sandbox.OutputAsync("runs")).Length);
        await WaitForStatusAsync("stopped", 3, "\"exited with code 1; given up, after 2 restarts within 10m (MaxRestarts)\"");
    }

    /// <summary>status, list, reload and tick report the wait; a start ends it, with the options that the daemon had.</summary>
    [Fact]
    public async Task StartEndsTheWait()
    {
        await StartAsync("", "--restart-delay", "1h", "--max-restart-delay", "1h");

        // Not before the first status file, which has the name of the program.
        await WaitForStatusAsync("running", 0, "\"restarts\": 0");
        await Daemon.KillAsync();
        await WaitForStatusAsync("restarting", 4, "\"killed by SIGKILL\"");

        // The daemons of other tests are in the list too and make the columns wider.
        Assert.Matches(
            "(?m)^testapp +phoenix +restarting .*killed by SIGKILL .* ago  starts again in (1h|59m [0-9]+s), restart 1$",
            (await Sandbox.RunAsync(App.Test, "list")).Output);
        foreach (var verb in new[] { "reload", "tick" })
        {
            Assert.Equal(
                "testapp: phoenix is not running: it has ended, and its watcher is about to start it again\n",
                (await Sandbox.RunAsync(App.Test, verb, Name)).FailsInOneLine(App.Test, 7).Error);
        }

        Assert.False(File.Exists(Daemon.PidFile));

        var start = (await Sandbox.RunAsync(App.Test, "start", Name)).Succeeds();
        Assert.Equal($"phoenix started (pid {Daemon.Pid})\n", start.Output);
        Assert.Contains("--restart-delay=1h", Daemon.Process.CommandLine);
        await WaitForStatusAsync("running", 0, "\"killed by SIGKILL\"");
        await StopAsync($"{Name} stopped (pid {Daemon.Pid})\n");
    }

    [Fact]
    public async Task StartThatEndsTheWaitInVainSaysSo()
    {
        await StartAsync("1 FAIL", "--restart-delay", "1h", "--max-restart-delay", "1h");
        await WaitForStatusAsync("restarting", 4, "\"exitCode\": 1");
        Assert.Equal(
            "testapp: cannot start phoenix: the restart has failed, because it exited with code 1; its watcher tries again, 'logs " +
            "phoenix' tells why\n",
            (await Sandbox.RunAsync(App.Test, "start", Name)).FailsInOneLine(App.Test, 1).Error);
        await StopAsync("phoenix is not started again: its watcher ", isWaiting: true);
    }

    [Fact]
    public async Task RestartEndsTheWaitAndKeepsTheOptions()
    {
        await StartAsync("1", "--restart-delay", "1h", "--max-restart-delay", "1h");
        await WaitForStatusAsync("restarting", 4, "\"exitCode\": 1");
        (await Sandbox.RunAsync(App.Test, "restart", Name)).Succeeds();
        Assert.Contains("--restart-delay=1h", Daemon.Process.CommandLine);
        Assert.Equal(2, (await Sandbox.OutputAsync("runs")).Length);
        await StopAsync($"{Name} stopped (pid {Daemon.Pid})\n");
    }

    [Fact]
    public async Task DeathOfTheWatcherIsNoticed()
    {
        await StartAsync();
        await EndWatcherAsync(Native.SigKill);
        await WaitForStatusAsync("running", 0, "\"its watcher is gone, and nothing will start it again; restart it\"");
        (await Sandbox.RunAsync(App.Test, "restart", Name)).Succeeds();
        await WaitForStatusAsync("running", 0, "\"restarts\": 0");
        Assert.DoesNotContain("watcher", (await Sandbox.RunAsync(App.Test, "status", Name)).Output, StringComparison.Ordinal);
        await StopAsync($"{Name} stopped (pid {Daemon.Pid})\n");
    }

    [Fact]
    public async Task DeathOfTheWatcherWhileItWaitsIsNoticed()
    {
        await StartAsync("1", "--restart-delay", "1h", "--max-restart-delay", "1h");
        await WaitForStatusAsync("restarting", 4, "\"exitCode\": 1");
        using (var watcher = ProcessHandle.Open(int.Parse(File.ReadAllText(Daemon.LockFile).Split(' ')[0], null)))
        {
            watcher.Signal(Native.SigKill);
            await watcher.WaitForEndAsync();
        }

        await WaitForStatusAsync("stopped", 3, "its watcher is gone, which was about to start it again; start it");
        await Sandbox.StartAsync(App.Test, Name);
        await StopAsync($"{Name} stopped (pid {Daemon.Pid})\n");
    }

    /// <summary>A signal that ends the watcher ends the daemon too.</summary>
    [Fact]
    public async Task SigTermToTheWatcherStopsBoth()
    {
        await StartAsync("", "--restart", "always");
        await EndWatcherAsync(Native.SigTerm);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.EndsWith(
            "stopping (SIGTERM)\n", Daemon.Log[..(Daemon.Log.IndexOf("(SIGTERM)", StringComparison.Ordinal) + 10)],
            StringComparison.Ordinal);
        await WaitForStatusAsync("stopped", 3, "stopped by SIGTERM");
    }

    /// <summary>P1: a daemon that could not be found or stopped is not started.</summary>
    [Fact]
    public async Task WatcherThatCannotPutItsLockFileBackGivesUp()
    {
        await StartAsync();
        using var watcher = ProcessHandle.Open(Watcher().Pid);
        using var daemon = ProcessHandle.Open(Daemon.Pid);
        File.Delete(Daemon.LockFile);
        Directory.CreateDirectory(Daemon.LockFile);
        daemon.Signal(Native.SigKill);
        await watcher.WaitForEndAsync();
        await Sandbox.WaitUntilEmptyAsync();
        Assert.EndsWith(
            $"was killed by SIGKILL; given up, for the lock file {Daemon.LockFile} has been removed and cannot be put back: will not use " +
            $"{Daemon.LockFile}: it is not a regular file; remove it or choose another PidFile\n",
            Daemon.Log,
            StringComparison.Ordinal);
        Assert.Single(await Sandbox.OutputAsync("runs"));
    }

    /// <summary>P2: a daemon that was never ready has reported the reason, and is not restarted.</summary>
    [Fact]
    public async Task StartThatFailsIsNotRepeated()
    {
        Sandbox.Environment["TESTAPP_ENDS"] = "FAIL";
        Assert.Equal(
            "testapp: cannot start phoenix: OnStart failed: no ashes\n",
            (await Sandbox.RunAsync(App.Test, "start", Name)).FailsInOneLine(App.Test, 1).Error);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.Single(await Sandbox.OutputAsync("runs"));
    }

    /// <summary>The command is not the daemon's parent here; the parent reports the exit to it.</summary>
    [Theory]
    [InlineData("die", "was killed by SIGKILL")]
    [InlineData("exit", "exited with code 3")]
    public async Task DeathBeforeItIsReadyIsTold(string mood, string end)
    {
        Sandbox.Environment["OWNMAIN_DOES"] = mood;
        var start = await Sandbox.RunAsync(App.OwnMain, "start", "wait", "--restart", "always");
        Assert.StartsWith($"ownmainapp: wait {end} before it was ready; its log", start.ExitsWith(1).Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    private async Task StartAsync(string ends = "", params string[] options)
    {
        Sandbox.Environment["TESTAPP_ENDS"] = ends;
        (await Sandbox.RunAsync(App.Test, ["start", Name, .. options])).Succeeds();
    }

    private async Task StopAsync(string answer, bool isWaiting = false)
    {
        var stop = (await Sandbox.RunAsync(App.Test, "stop", Name)).Succeeds();
        Assert.Equal(answer, isWaiting ? stop.Output[..answer.Length] : stop.Output);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    private ProcessView Watcher() => ProcessView.Read(Daemon.Process.ParentPid);

    private async Task EndWatcherAsync(int signal)
    {
        using var watcher = ProcessHandle.Open(Watcher().Pid);
        watcher.Signal(signal);
        await watcher.WaitForEndAsync();
    }

    private Task<string> WaitForLogAsync(string text) =>
        Wait.ForFileAsync(Daemon.LogFile, log => log.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits, because the status depends on files that the daemon writes within a second.</summary>
    private Task<CommandResult> WaitForStatusAsync(string state, int exitCode, string text) => Wait.ForAnswerAsync(
        () => Sandbox.RunAsync(App.Test, "status", Name, "--format", "json"),
        status =>
            status.ExitCode == exitCode && status.Output.Contains($"\"state\": \"{state}\"", StringComparison.Ordinal)
                && status.Output.Contains(text, StringComparison.Ordinal),
        $"it is {state} with {text}");

    [GeneratedRegex("warn  phoenix: (.*\\(restart [0-9]+\\))\n")]
    private static partial Regex WatcherLines();
}
