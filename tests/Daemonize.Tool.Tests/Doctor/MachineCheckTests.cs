using System.Globalization;
using System.Text;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Checks;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The checks of the machine, M1 to M7, in namespaces and control groups of the test.</summary>
public sealed class MachineCheckTests : DoctorTest
{
    private static int _last = 100_000_000 + (Environment.ProcessId % 100_000 * 1000);

    private static string Python => EndToEnd.Tests.Infrastructure.Tools.Python;

    private static string Script(string name) => EndToEnd.Tests.Infrastructure.Tools.Script(name);

    [Fact]
    public async Task KernelWithoutPidfdsIsFound()
    {
        var daemon = await StartAndStopAsync("wait");
        var right = (await RunAsync("doctor", daemon.PidFile, "--format=json")).Output;
        Assert.Equal("passed", Text(ItemOf(right, "M1"), "result"));
        var refused = (await Sandbox.ExecuteAsync(
            Python, Script("without_call.py"), "pidfd_open", "EPERM", Tool.File, "doctor", daemon.PidFile, "--format=json")).ExitsWith(1);
        Assert.StartsWith("pidfd_open(2) is refused", FindingOf(ItemOf(refused.Output, "M1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidepid=invisible", "/proc hides the processes of other users (hidepid=invisible)")]
    [InlineData("subset=pid", "/proc has only processes (subset=pid)")]
    public async Task ProcThatHidesIsFound(string option, string finding)
    {
        RequiresRoot.Check();
        var user = OwnUser();
        var result = await Sandbox.ExecuteAsync(
            EndToEnd.Tests.Infrastructure.Tools.Unshare, "--mount", "--pid", "--fork", "--mount-proc", "/bin/sh", "-c",
            $"mount -t proc -o {option} proc /proc && exec setpriv --reuid={user} --regid={user} --clear-groups {Tool.File} doctor " +
            "--format=json");
        Assert.StartsWith(finding, FindingOf(ItemOf(result.Output, "M1")), StringComparison.Ordinal);
    }

    [Fact]
    public void ProcIsJudgedByItsLastMount()
    {
        const string hidden = "25 1 0:22 / /proc rw,nosuid shared:5 - proc proc rw,hidepid=2\n";
        Finds(MachineChecks.LookAtProc(hidden, isRoot: false), "/proc hides");
        Assert.Equal(CheckOutcome.Passed, MachineChecks.LookAtProc(hidden, isRoot: true).Outcome);
        const string open = hidden + "26 1 0:23 / /proc rw - proc proc rw\n";
        Assert.Equal(CheckOutcome.Passed, MachineChecks.LookAtProc(open, isRoot: false).Outcome);
        Assert.Equal(CheckOutcome.NotKnown, MachineChecks.LookAtProc("", isRoot: false).Outcome);
    }

    [Fact]
    public async Task RuntimeDirectoryThatIsGoneIsFound()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        Passes("M2", wait);
        using var process = ProcessHandle.Open(files.Pid);
        process.Signal(Native.SigKill);
        await process.WaitForEndAsync();
        Directory.Delete(Sandbox.RuntimeDirectory, recursive: true);
        Finds("M2", wait, $"its runtime directory {Sandbox.RuntimeDirectory} is gone");
        Passes("M2", Examine("wait", files));
        Directory.CreateDirectory(Sandbox.RuntimeDirectory);
    }

    [Fact]
    public async Task DirectoryOfAnotherUserIsFound()
    {
        RequiresRoot.Check();
        var (_, wait) = await StartToExamineAsync("wait");
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "65534", Sandbox.RuntimeDirectory)).Succeeds();
        Finds("M2", wait, $"its runtime directory {Sandbox.RuntimeDirectory} belongs to ");
    }

    [Theory]
    [InlineData("size=1M", "head -c 800k /dev/zero > $out/full", "is full")]
    [InlineData("nr_inodes=40", "i=0; while [ $i -lt 25 ]; do : > $out/$i; i=$((i + 1)); done", "has no room for more files")]
    [InlineData("size=8M", "mount -o remount,ro $out", "is on a read-only file system")]
    [InlineData("size=8M", ":", null)]
    public async Task FileSystemWithoutRoomIsFound(string size, string fill, string? finding)
    {
        Sandbox.Environment["TOOL"] = Tool.File;
        var result = await Sandbox.RunInMountNamespaceAsync(
            $$"""
            has_card() { ls $DAEMONIZE_CARDS/*.json >/dev/null 2>&1; }
            mount -t tmpfs -o {{size}} none $out
            $app start wait --pid-file=$out/wait.pid --no-history >/dev/null
            await has_card
            $app stop wait --pid-file=$out/wait.pid >/dev/null
            {{fill}}
            $TOOL doctor $out/wait.pid --format=json || true
            """);
        var item = ItemOf(result.Output, "M2");
        Assert.Equal(finding is null ? "passed" : "found", Text(item, "result"));
        Assert.Contains(finding ?? "", Text(item, "finding") ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0::/user.slice/user-9.slice/session-3.scope", "/srv/a.pid", false, true, "a logout ends it")]
    [InlineData("0::/user.slice/user-9.slice/session-3.scope", "/srv/a.pid", true, true, "a logout ends it")]
    [InlineData("0::/user.slice/user-9.slice/session-3.scope", "/srv/a.pid", false, false, null)]
    [InlineData("0::/user.slice/user@9.service/a.service", "/srv/a.pid", false, false, "the last logout of its user ends it")]
    [InlineData("0::/user.slice/user@9.service/a.service", "/srv/a.pid", true, true, null)]
    [InlineData("0::/system.slice/a.service", "/run/user/9/a.pid", false, false, "the last logout of its user removes its pid file")]
    [InlineData("0::/system.slice/a.service", "/run/user/9/a.pid", true, true, null)]
    public void LogoutThatEndsADaemonIsFound(string groups, string pidFile, bool isLingering, bool kills, string? finding)
    {
        var result = LogoutCheck.Judge(new LogoutFacts("me", groups, pidFile, isLingering, kills));
        Assert.Equal(finding is null ? CheckOutcome.Passed : CheckOutcome.Found, result.Outcome);
        Assert.StartsWith(finding ?? "", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void LogoutIsNotKnownIfNothingSaysWhatLogindDoes() => Assert.Equal(
        CheckOutcome.NotKnown,
        LogoutCheck.Judge(new LogoutFacts("me", "0::/user.slice/session-3.scope", "", IsLingering: false, KillsAtLogout: null)).Outcome);

    /// <summary>A machine on which systemd has booted, and a user who has no session.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RuntimeDirectoryOfTheSessionIsFoundUnlessTheUserLingers(bool isLingering)
    {
        RequiresRoot.Check();
        var user = OwnUser();
        Sandbox.Environment["TOOL"] = Tool.File;
        var result = await Sandbox.RunInMountNamespaceAsync(
            $$"""
            has_card() { ls $DAEMONIZE_CARDS/*.json >/dev/null 2>&1; }
            mount -t tmpfs none /run
            mount -t tmpfs none /var/lib
            mkdir -p /run/systemd/system /run/user/{{user}} /var/lib/systemd/linger
            {{(isLingering ? $"touch /var/lib/systemd/linger/{user}" : "")}}
            chown {{user}} /run/user/{{user}}
            as() { setpriv --reuid={{user}} --regid={{user}} --clear-groups "$@"; }
            as $app start wait --pid-file=/run/user/{{user}}/wait.pid >/dev/null
            await has_card
            as $app stop wait --pid-file=/run/user/{{user}}/wait.pid >/dev/null
            as $TOOL doctor /run/user/{{user}}/wait.pid --format=json || true
            """);
        var item = ItemOf(result.Output, "M3");
        Assert.Equal(isLingering ? "passed" : "found", Text(item, "result"));
        Assert.Equal(isLingering ? null : $"loginctl enable-linger {user}", Text(item, "advice"));
    }

    /// <summary>Process 1 of a pid namespace reaps only what it has started itself.</summary>
    [Fact]
    public async Task ProcessOneThatDoesNotReapIsFound()
    {
        RequiresRoot.Check();
        var output = Path.Combine(Sandbox.OutputDirectory, "result");
        var command = Sandbox.Begin(
            EndToEnd.Tests.Infrastructure.Tools.Unshare, "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", Python,
            Script("never_reaps.py"), "/bin/sh", "-c",
            $"(sleep 0 & exit 0); {Tool.File} doctor --format=json > {output}.new; mv {output}.new {output}");
        var text = await Wait.ForFileAsync(output);
        Assert.Matches(
            "^process 1 \\(.*\\) has not reaped 1 process for 10 seconds, such as sleep \\(", FindingOf(ItemOf(text, "M4")));
        await command.EndAsync();
    }

    [Fact]
    public void ProcessOneThatReapsIsRight() =>
        Assert.Equal(CheckOutcome.Passed, MachineChecks.LookAtReaper(new ExaminedMachine([], [])).Outcome);

    /// <summary>The clock of the machine is not the tests' to set.</summary>
    [Theory]
    [InlineData(3600, "the clock was set forward by 1h since newsapp/fetch has started")]
    [InlineData(-90, "the clock was set back by 1m30s since newsapp/fetch has started")]
    [InlineData(-2, null)]
    [InlineData(2, null)]
    public void JumpOfTheClockIsFound(int seconds, string? finding)
    {
        var start = DateTimeOffset.UnixEpoch;
        var result = ClockCheck.FindJump([new("newsapp/fetch", start, start), new("newsapp/fetch", start, start.AddSeconds(seconds))]);
        Assert.Equal(finding is null ? null : CheckOutcome.Found, result?.Outcome);
        Assert.StartsWith(finding ?? "", result?.Finding ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0x2001, false)]
    [InlineData(0, 0x40, true)]
    [InlineData(5, 0, true)]
    public void ClockThatNothingKeepsIsFound(int state, int status, bool isFound) =>
        Assert.Equal(isFound, ClockCheck.Judge(state, status).Outcome == CheckOutcome.Found);

    /// <summary>The daemon and the kernel agree when it has started, and adjtimex(2) answers.</summary>
    [Fact]
    public async Task ClockOfThisMachineHasNotJumped()
    {
        var (_, wait) = await StartToExamineAsync("wait");
        var result = ClockCheck.Look(new ExaminedMachine([wait], []));
        Assert.True(result.Outcome == CheckOutcome.Passed || result.Finding == "nothing keeps the clock right", result.ToString());
    }

    [Fact]
    public async Task OtherProgramOfTheNameIsFound()
    {
        var daemon = await StartAndStopAsync("wait");
        var other = Path.Combine(Sandbox.Create("bin"), "daemonize");
        File.WriteAllText(other, "#!/bin/sh\n");
        File.SetUnixFileMode(other, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Sandbox.Environment["PATH"] = $"{Path.GetDirectoryName(other)}:{Tool.Folder}:/usr/bin:/bin";
        Assert.Equal($"'daemonize' in PATH is another program: {other}", FindingOf(await VersionsAsync(daemon)));
        Sandbox.Environment["PATH"] = $"{Tool.Folder}:{Path.GetDirectoryName(other)}:/usr/bin:/bin";
        Assert.Equal("passed", Text(await VersionsAsync(daemon), "result"));
    }

    [Fact]
    public async Task FileOfANewerVersionIsFound()
    {
        var daemon = await StartAndStopAsync("wait");
        Sandbox.Environment["PATH"] = $"{Tool.Folder}:/usr/bin:/bin";
        Assert.Equal("passed", Text(await VersionsAsync(daemon), "result"));
        var history = File.ReadAllBytes(daemon.HistoryFile);
        history[8] = 9;
        File.WriteAllBytes(daemon.HistoryFile, history);
        Assert.StartsWith(
            $"{daemon.HistoryFile} was written by a newer version", FindingOf(await VersionsAsync(daemon)), StringComparison.Ordinal);
        history[8] = 1;
        File.WriteAllBytes(daemon.HistoryFile, history);
        var card = Path.Combine(Sandbox.CardDirectory, "newsapp.fetch.0.json");
        File.WriteAllText(card, """{"version":2,"program":"newsapp"}""");
        Assert.StartsWith($"{card} was written by a newer version", FindingOf(await VersionsAsync(daemon)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":2}""", 2)]
    [InlineData("""{"a":{"version":9},"version":3}""", 3)]
    [InlineData("""{"version":"2"}""", null)]
    [InlineData("""{"version":""", null)]
    [InlineData("no JSON", null)]
    public void VersionIsThatOfTheWholeText(string json, int? version) =>
        Assert.Equal(version, VersionCheck.VersionOf(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task MemoryGroupWithoutRoomIsFound()
    {
        using var group = MemoryCgroup.Create();
        var (files, _) = await StartToExamineAsync("wait");
        group.Add(files.Pid);
        var wait = Examine("wait", files);
        Passes("M7", wait);
        var used = await group.FillAsync(Sandbox);
        group.Limit(used + (used / 50));
        Finds("M7", wait, "its control group has used ");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
    }

    [Fact]
    public async Task ProcessThatWasKilledForMemoryIsFound()
    {
        using var group = MemoryCgroup.Create();
        var (files, wait) = await StartToExamineAsync("wait");
        group.Add(files.Pid);
        await group.KillOneAsync(Sandbox);
        Finds("M7", wait, "1 process of its control group was killed");
        (await Sandbox.RunAsync(TestApp, "stop", "wait")).Succeeds();
    }

    [Fact]
    public void MemoryIsJudgedByTheSmallestGroup()
    {
        Finds(MemoryLimitCheck.Judge([new("/a/b", 95, null, 0), new("/a", 95, 100, 0)], "x"), "has used");
        Assert.Equal(CheckOutcome.Passed, MemoryLimitCheck.Judge([new("/a/b", 90, null, 0), new("/a", 90, 100, 5)], "x").Outcome);
    }

    [Theory]
    [InlineData("0::/a/b", "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/a/b")]
    [InlineData("0::/", "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup")]
    [InlineData("4:memory:/a\n0::/b", "30 1 0:26 / /u rw - cgroup2 cgroup2 rw\n31 1 0:27 / /m rw - cgroup cgroup rw,memory", "/m/a")]
    [InlineData("4:memory:/docker/1/a", "31 1 0:27 /docker/1 /m rw - cgroup cgroup rw,memory", "/m/a")]
    [InlineData("4:cpu:/a", "31 1 0:27 / /m rw - cgroup cgroup rw,cpu", null)]
    public void MemoryGroupIsFoundInEitherVersion(string groups, string mounts, string? directory) =>
        Assert.Equal(directory, MemoryLimitCheck.FindGroup(groups, mounts)?.Directory);

    private async Task<System.Text.Json.JsonElement> VersionsAsync(DaemonFiles daemon) =>
        ItemOf((await RunAsync("doctor", daemon.PidFile, "--format=json")).Output, "M6");

    /// <summary>Gets a user that nobody else on this machine is, who can use the directories of the sandbox.</summary>
    private string OwnUser()
    {
        string[] directories = [Sandbox.Root, Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory];
        foreach (var directory in directories)
        {
            File.SetUnixFileMode(
                directory, File.GetUnixFileMode(directory) | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        }

        return Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
    }
}
