using Daemonize.Platform;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Checks;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The checks of a process, its files and its ticks, L1 to L13.</summary>
public sealed class LifeCheckTests : DoctorTest
{
    /// <summary>The record of a lock that the process itself is named in, as its session's leader.</summary>
    private const string Record = "{pid} {start} {pid} {fd}\nready\n";

    /// <summary>SIGSTOP on the architectures that the tests run on (signal(7)).</summary>
    private const int Stop = 19;

    [Fact]
    public async Task StateOfADaemonIsFoundWithItsReason()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        Passes("L1", wait);
        using (var process = ProcessHandle.Open(files.Pid))
        {
            process.Signal(Stop);
            await Wait.UntilAsync(() => Examine("wait", files).Seen.Status.State == DaemonState.Suspended, "it is suspended");
            Finds("L1", Examine("wait", files), "is suspended by a signal");
        }

        await files.KillAsync();
        Finds("L1", Examine("wait", files), "is dead");
        Finds("L6", Examine("wait", files), "it does not run, but its pid file names process");
        IsNotKnown("L2", Examine("wait", files));
    }

    [Fact]
    public async Task HungDaemonIsFound()
    {
        var (files, _) = await StartToExamineAsync("falter");
        File.WriteAllText(Path.Combine(Sandbox.OutputDirectory, "hang"), "");
        await Wait.UntilAsync(() => Examine("falter", files).Seen.Status.State == DaemonState.Hung, "it hangs");
        Finds("L1", Examine("falter", files), "hangs");
    }

    [Fact]
    public async Task DaemonThatHasEndedWithAFailureIsFound()
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "7";
        var daemon = await StartAsync("answer");
        await Wait.UntilAsync(() => !daemon.IsLocked, "it has ended");
        Finds("L1", Examine("answer", daemon), "it has ended with a failure");
    }

    [Fact]
    public async Task StoppedDaemonIsWell()
    {
        var stopped = Examine("wait", await StartAndStopAsync("wait"));
        Passes("L1", stopped);
        Passes("L6", stopped);
        IsNotKnown("L3", stopped);
    }

    [Fact]
    public async Task RealDaemonIsDetachedAndAsItIsSet()
    {
        var (_, placed) = await StartToExamineAsync("placed", "--nice=3", "--max-open-files=321", "--no-new-privileges");
        foreach (var id in (ReadOnlySpan<string>)["L2", "L3", "L4", "L5", "L6", "L13"])
        {
            Passes(id, placed);
        }
    }

    [Fact]
    public async Task ProcessWithATerminalIsFound()
    {
        var daemon = Sandbox.Daemon("fake");
        await using var terminal =
            new TerminalSession(Sandbox, EndToEnd.Tests.Infrastructure.Tools.Python, HoldLock, daemon.LockFile, Record);
        await Wait.UntilAsync(() => daemon.IsRunning, "the lock is held");
        var fake = Examine("fake", daemon);
        Finds("L2", fake, "it has a controlling terminal");
        Finds("L3", fake, $"descriptor 0 is a terminal ({terminal.Path})");
        terminal.Command.Kill();
        await terminal.Command.CompleteAsync();
    }

    [Theory]
    [InlineData(100, 0, false)]
    [InlineData(100, 34816, true)]
    [InlineData(1, 34816, false)]
    public void ParentWithATerminalIsFoundUnlessItIsProcessOne(int parent, int terminal, bool isFound) => Assert.Equal(
        isFound ? CheckOutcome.Found : CheckOutcome.Passed,
        ProcessChecks.JudgeSession(new ProcessStat(7, Terminal: 0, StartTime: 1) { ParentId = parent }, 7, terminal, "fake").Outcome);

    [Fact]
    public async Task ProcessInAnotherSessionIsFound()
    {
        var (daemon, holder) = await HoldAsync("exec", Record.Replace("{pid} {fd}", "2 {fd}", StringComparison.Ordinal));
        Finds("L2", Examine("fake", daemon), "not in the one that was created for it");
        await holder.EndAsync();
    }

    [Theory]
    [InlineData("exec", "its standard input is pipe:[")]
    [InlineData("exec 0</dev/null 9>&1 >/dev/null 2>&1; exec", " is a pipe whose other end process ")]
    [InlineData("exec 0</dev/null >/dev/null 2>&1 9>gone; rm gone; exec", "descriptor 9 is a file that was removed")]
    public async Task DescriptorThatShouldNotBeThereIsFound(string script, string finding)
    {
        var (daemon, holder) = await HoldAsync(script, Record);
        Finds("L3", Examine("fake", daemon), finding);
        await holder.EndAsync();
    }

    [Theory]
    [InlineData("/dev/tty1", true)]
    [InlineData("/dev/tty", true)]
    [InlineData("/dev/console", true)]
    [InlineData("/dev/pts/3", true)]
    [InlineData("/dev/ttyUSB0", false)]
    [InlineData("/memfd:doublemapper (deleted)", false)]
    public void TerminalIsWhereSomebodySits(string target, bool isFound) => Assert.Equal(
        isFound ? CheckOutcome.Found : null,
        DescriptorCheck.FindFault([(0, "/dev/null"), (1, "/dev/null"), (2, "/dev/null"), (3, target)], "fake")?.Outcome);

    /// <summary>A daemon that keeps a file of its caller, which is then removed: right if it is asked to, and otherwise a leak.</summary>
    [Fact]
    public async Task KeptDescriptorIsRight()
    {
        var (daemon, file) = (Sandbox.Daemon("wait"), Path.Combine(Sandbox.OutputDirectory, "kept"));
        (await Sandbox.ExecuteAsync(
            "/bin/sh", "-c", $"exec 9>{file}; rm {file}; exec {TestApp.File} start wait --keep-descriptors=9")).Succeeds();
        var card = Assert.Single(await CardsAsync("wait"));
        Passes("L3", Examine("wait", daemon));
        File.WriteAllText(card, File.ReadAllText(card).Replace("KeepDescriptors", "None", StringComparison.Ordinal));
        Finds("L3", Examine("wait", daemon), $"descriptor 9 is a file that was removed ({file})");
    }

    /// <summary>No process here keeps one closed: whatever it opens first takes the number.</summary>
    [Fact]
    public void ClosedStreamIsFound() =>
        Finds(DescriptorCheck.FindFault([(0, "/dev/null"), (1, "/dev/null"), (3, "/dev/null")], "fake"), "descriptor 2 is closed");

    [Theory]
    [InlineData("--ignore-signal=TERM", "it ignores SIGTERM: stop has to kill it")]
    [InlineData("--ignore-signal=CHLD", "it ignores SIGCHLD")]
    [InlineData("--block-signal=USR1", "it blocks SIGUSR1")]
    [InlineData("--ignore-signal=PIPE", null)]
    public async Task SignalThatDoesNotArriveIsFound(string option, string? finding)
    {
        var (daemon, holder) = await HoldAsync($"exec env {option}", Record);
        var fake = Examine("fake", daemon);
        if (finding is null)
        {
            Passes("L4", fake);
        }
        else
        {
            Finds("L4", fake, finding);
        }

        await holder.EndAsync();
    }

    [Theory]
    [InlineData("--nofile=100:321", "number of open files is 100, and should be 321")]
    [InlineData("--data=629145600:734003200", "limit of memory (RLIMIT_DATA) is 629145600, and should be 734003200")]
    public async Task LimitThatWasChangedIsFound(string limit, string finding)
    {
        RequiresRoot.Check();
        var (files, placed) = await StartToExamineAsync("placed", "--max-open-files=321", "--max-memory=700MB");
        Passes("L5", placed);
        (await Sandbox.ExecuteAsync(EndToEnd.Tests.Infrastructure.Tools.Prlimit, $"--pid={files.Pid}", limit)).Succeeds();
        Finds("L5", placed, finding);
    }

    /// <summary>The card says something else than what the process has.</summary>
    [Theory]
    [InlineData("027", "077", "umask is 27, and should be 77")]
    [InlineData("/usr", "/var", "working directory is /usr, and should be /var")]
    public async Task SettingThatTheProcessDoesNotHaveIsFound(string actual, string expected, string finding)
    {
        var (files, _) = await StartToExamineAsync("placed");
        var card = Assert.Single(FindCards("placed"));
        var (from, to) = ($"\"value\":\"{actual}\"", $"\"value\":\"{expected}\"");
        File.WriteAllText(card, File.ReadAllText(card).Replace(from, to, StringComparison.Ordinal));
        Finds("L5", Examine("placed", files), finding);
    }

    [Fact]
    public async Task UserAndGroupsAreAsSet()
    {
        RequiresRoot.Check();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (files, nobody) = await StartToExamineAsync("wait", "--user=nobody");
        Passes("L5", nobody);
        var card = Assert.Single(FindCards("wait"));
        File.WriteAllText(card, File.ReadAllText(card).Replace("\"user\":\"nobody\"", "\"user\":\"daemon\"", StringComparison.Ordinal));
        Finds("L5", Examine("wait", files), "user is 65534 65534 65534 65534, and should be 1 1 1 1");
    }

    [Fact]
    public async Task PidFileThatIsWrongIsFound()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        var text = File.ReadAllText(files.PidFile);
        File.WriteAllText(files.PidFile, "1\n");
        Finds("L6", wait, "its pid file names process 1, and it is process ");
        File.WriteAllText(files.PidFile, "garbage\n");
        Finds("L6", wait, "its pid file holds \"garbage\"");
        File.WriteAllText(files.PidFile, text);
        Passes("L6", wait);
    }

    [Fact]
    public async Task LockFileThatWasReplacedIsFound()
    {
        var (files, _) = await StartToExamineAsync("wait");
        File.Move(files.LockFile, files.LockFile + ".old");
        var wait = Examine("wait", files);

        // The daemon itself puts the file back, and may do so at any moment: then it is right again.
        if (!File.Exists(files.LockFile))
        {
            Finds("L6", wait, "its lock file was removed or replaced");
        }

        if (!File.Exists(files.LockFile))
        {
            File.Move(files.LockFile + ".old", files.LockFile);
        }

        Passes("L6", Examine("wait", files));
    }

    [Fact]
    public async Task TicksThatFailAreFound()
    {
        var (fails, _) = await StartToExamineAsync("fail");
        await Wait.ForPulseAsync(fails, static pulse => pulse.LastTick >= 3);
        Assert.Equal(Severity.Mistake, Finds("L7", Examine("fail", fails), "its last 3 ticks have failed").Severity);
    }

    [Fact]
    public async Task TicksThatFailedAreFoundLater()
    {
        var (files, _) = await StartToExamineAsync("falter");
        var fail = Path.Combine(Sandbox.OutputDirectory, "fail");
        await Wait.ForPulseAsync(files, static pulse => pulse.LastTick >= 1);
        Passes("L7", Examine("falter", files));
        File.WriteAllText(fail, "");
        var failed = await Wait.ForPulseAsync(files, static pulse => pulse.Failed >= 1);
        File.Delete(fail);
        await Wait.ForPulseAsync(files, pulse => pulse.LastTick >= failed.LastTick + 3 && pulse.HasSucceeded);
        Assert.Equal(Severity.Warning, Finds("L7", Examine("falter", files), "ticks of the last day have failed").Severity);
    }

    [Fact]
    public async Task TicksThatTakeTooLongAreFound()
    {
        var (files, _) = await StartToExamineAsync("falter");
        await Wait.ForPulseAsync(files, static pulse => pulse.LastTick >= 10);
        Passes("L8", Examine("falter", files));
        Passes("L9", Examine("falter", files));
        var hang = Path.Combine(Sandbox.OutputDirectory, "hang");
        File.WriteAllText(hang, "");
        await Wait.ForPulseAsync(files, static pulse => pulse.IsTicking);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        File.Delete(hang);
        await Wait.ForPulseAsync(files, static pulse => pulse is { Skipped: >= 1, IsTicking: false });
        Finds("L8", Examine("falter", files), "had no tick");
        Finds("L9", Examine("falter", files), "or longer, of an interval of 100ms");
    }

    [Fact]
    public async Task DescriptorsThatPileUpAreFound()
    {
        var (_, leaky) = await StartToExamineAsync("leaky");
        _ = Looks.Take([leaky], TimeSpan.FromSeconds(1));
        Finds("L11", leaky, "its descriptors pile up: ");
        var (_, wait) = await StartToExamineAsync("wait");
        _ = Looks.Take([wait], TimeSpan.FromMilliseconds(1));
        Passes("L11", wait);
    }

    [Theory]
    [InlineData("10, 13, 16", 100, true)]
    [InlineData("10, 13, 15", 100, false)]
    [InlineData("16, 13, 10", 100, false)]
    [InlineData("81, 81, 81", 100, true)]
    [InlineData("80, 80, 80", 100, false)]
    public void CountsAreJudgedByGrowthAndByTheLimit(string counts, long limit, bool isFound) =>
        Assert.Equal(
            isFound ? CheckOutcome.Found : null,
            GrowthCheck.Judge("threads", [.. counts.Split(", ").Select(int.Parse)], limit, "look")?.Outcome);

    [Fact]
    public async Task DaemonThatRestartsAllTheTimeIsFound()
    {
        Sandbox.Environment["TESTAPP_ENDS"] = "1 1 1 1";
        var (files, first) = await StartToExamineAsync("phoenix");
        Passes("L12", first);
        await Sandbox.OutputAsync("runs", 5);
        await Wait.ForHistoryAsync(
            files, static history => history.Records.Count(static record => record.Kind == RecordView.OfRestart) == 4);
        Finds("L12", Examine("phoenix", files), "come back 4 times");
    }

    [Fact]
    public async Task LogThatWasRenamedIsFoundUntilItIsOpenedAgain()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        Passes("L13", wait);
        File.Move(files.LogFile, files.LogFile + ".1");
        Finds("L13", wait, $"it does not write into {files.LogFile}");
        (await Sandbox.RunAsync(TestApp, "reload", "wait")).Succeeds();
        Passes("L13", wait);
        File.Delete(files.LogFile);
        Finds("L3", wait, "is a file that was removed");
    }

    [Fact]
    public async Task RotatedLogIsWrittenWhereItSays()
    {
        var (_, wait) = await StartToExamineAsync("wait", "--log-max-size=10MB");
        Passes("L13", wait);
        Passes("L3", wait);
    }

    [Fact]
    public async Task LostLinesAreFound()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        File.AppendAllText(files.LogFile, "2026-11-30T00:00:00.000Z error wait: 3 lines were lost: no space left on device\n");
        Finds("L13", wait, "3 lines were lost: no space left on device");
    }

    private static string HoldLock => EndToEnd.Tests.Infrastructure.Tools.Script("hold_lock.py");

    /// <summary>Runs a process that holds a lock as a daemon does, with the streams and signals that a shell script gives it.</summary>
    private async Task<(DaemonFiles Daemon, RunningCommand Holder)> HoldAsync(string script, string record)
    {
        var daemon = Sandbox.Daemon("fake");
        Sandbox.WorkingDirectory = Sandbox.OutputDirectory;
        var holder = Sandbox.Begin(
            "/usr/bin/setsid", "/bin/sh", "-c", script + " \"$@\"", "sh", EndToEnd.Tests.Infrastructure.Tools.Python, HoldLock,
            daemon.LockFile, record);
        await Wait.UntilAsync(() => daemon.IsRunning || holder.HasEnded, "the lock is held");
        Assert.False(holder.HasEnded, "the holder of the lock has ended");
        return (daemon, holder);
    }
}
