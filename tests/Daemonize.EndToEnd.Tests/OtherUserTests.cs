using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>A daemon of another user: every user may query it, only its owner and root may stop it.</summary>
public sealed class OtherUserTests : EndToEndTest
{
    private const int Nobody = 65534;
    private const int Somebody = 65533;

    public OtherUserTests()
    {
        Tools.RequireRoot();

        // Lets other users traverse the directory.
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    [Fact]
    [Trait("Checklist", "37")]
    public async Task CannotStopTheDaemonOfRoot()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Process.Pid;

        await Wait.ForCallAsync(daemon);
        var before = Sandbox.Snapshot();

        foreach (var verb in new[] { "stop", "restart", "try-restart" })
        {
            var command = (await RunAsAsync(Nobody, verb, "wait")).FailsInOneLine(App.Test, 4);
            Assert.Equal($"testapp: cannot stop wait (pid {pid}): it belongs to root; stop it as that user or as root\n", command.Error);
        }

        Assert.Equal(before, Sandbox.Snapshot());
        Assert.Equal(pid, daemon.Process.Pid);
    }

    [Fact]
    public async Task CannotTickTheDaemonOfRoot()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        Assert.Equal(
            $"testapp: cannot tick silent (pid {daemon.Pid}): it belongs to root; tick it as that user or as root\n",
            (await RunAsAsync(Nobody, "tick", "silent")).FailsInOneLine(App.Test, 4).Error);
    }

    /// <summary>Root reads the status file of another user, which names the signal.</summary>
    [Fact]
    public async Task RootTicksTheDaemonOfAnother()
    {
        await OwnDirectoriesAsync();
        (await RunAsAsync(Nobody, "start", "silent")).Succeeds();
        Assert.Equal(
            $"silent (pid {Sandbox.Daemon("silent").Pid}) began tick 1\n",
            (await Sandbox.RunAsync(App.Test, "tick", "silent")).Succeeds().Output);
    }

    [Fact]
    public async Task CannotSeeTheHistoryOfRootButRootSeesEveryones()
    {
        await Sandbox.StartAsync(App.Test, "silent");
        var file = Path.ChangeExtension(Sandbox.Daemon("silent").PidFile, ".history");
        Assert.Equal(
            $"testapp: cannot read the history of silent, {file}: permission denied; only its user and root can; run this as one of them\n",
            (await RunAsAsync(Nobody, "history", "silent")).FailsInOneLine(App.Test, 4).Error);

        await OwnDirectoriesAsync();
        (await RunAsAsync(Nobody, "start", "wait")).Succeeds();
        await Wait.UntilAsync(
            () => File.Exists(Path.ChangeExtension(Sandbox.Daemon("wait").PidFile, ".history")), "the history is there");
        Assert.StartsWith(
            "wait: running", (await Sandbox.RunAsync(App.Test, "history", "wait")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "37")]
    public async Task CannotStartOrStopWhatRootHasLeft()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        await daemon.KillAsync();
        var before = Sandbox.Snapshot();
        foreach (var verb in new[] { "start", "stop", "run" })
        {
            (await RunAsAsync(Nobody, verb, "wait")).FailsInOneLine(App.Test, 4);
        }

        Assert.Equal(before, Sandbox.Snapshot());
    }

    [Fact]
    [Trait("Checklist", "40")]
    public async Task CanSeeTheStatusOfRootsDaemon()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var status = (await RunAsAsync(Nobody, "status", "wait")).Succeeds();
        Assert.StartsWith($"wait  running  pid {daemon.Process.Pid}  up ", status.Output, StringComparison.Ordinal);
        await daemon.KillAsync();
        (await RunAsAsync(Nobody, "status", "wait")).ExitsWith(1);
    }

    [Fact]
    [Trait("Checklist", "40")]
    public async Task StatusIsUnknownWhereTheLockFileMayNotBeRead()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        File.SetUnixFileMode(daemon.LockFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var status = await RunAsAsync(Nobody, "status", "wait");
        Assert.Equal($"wait  unknown  cannot read {daemon.LockFile}: permission denied\n", status.ExitsWith(4).Output);
        (await RunAsAsync(Nobody, "stop", "wait")).FailsInOneLine(App.Test, 4);
        Assert.True(daemon.IsRunning);
    }

    [Fact]
    [Trait("Checklist", "24")]
    [Trait("Checklist", "37")]
    public async Task CanStopItsOwnAndSoCanRootButNobodyElse()
    {
        await OwnDirectoriesAsync();
        (await RunAsAsync(Nobody, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        Assert.Equal("65534\t65534\t65534\t65534", daemon.Process.Status("Uid"));
        Assert.Equal("65534\n", (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", daemon.PidFile)).Output);
        var stop = (await RunAsAsync(Somebody, "stop", "wait")).FailsInOneLine(App.Test, 4);
        Assert.Contains("it belongs to nobody;", stop.Error, StringComparison.Ordinal);

        (await RunAsAsync(Nobody, "restart", "wait")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);

        (await RunAsAsync(Nobody, "start", "wait")).Succeeds();
        (await RunAsAsync(Nobody, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "34")]
    [Trait("Checklist", "37")]
    public async Task IsToldTheTruthWhenRootHadToKillItsDaemon()
    {
        await OwnDirectoriesAsync();
        (await RunAsAsync(Nobody, "start", "deaf")).Succeeds();
        var daemon = Sandbox.Daemon("deaf");
        await daemon.HasBegunAsync();
        var pid = daemon.Process.Pid;
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "deaf")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: deaf (pid {pid}) did not stop within 1s (StopTimeout) and was killed\n", stop.Error);
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Checklist", "36")]
    [Trait("Checklist", "37")]
    public async Task KeepsThePidFileOfItsDeadDaemonWhenRootStopsIt()
    {
        await OwnDirectoriesAsync();
        (await RunAsAsync(Nobody, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        var pid = await daemon.KillAsync();
        var before = Sandbox.Snapshot();
        var stop = (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal($"wait is not running; {daemon.PidFile} names process {pid}; left as it is\n", stop.Output);
        Assert.Equal(before, Sandbox.Snapshot());
    }

    /// <summary>Gives the directories of the sandbox to that user.</summary>
    private async Task OwnDirectoriesAsync() =>
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chown", $"{Nobody}", Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory)).Succeeds();

    private Task<CommandResult> RunAsAsync(int user, string verb, string name) =>
        Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("launch.py"), "--uid", user.ToString(CultureInfo.InvariantCulture), "--", App.Test.File, verb, name);
}
