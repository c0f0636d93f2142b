using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Checks;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The checks of settings, the command line and files, C1 to C9.</summary>
public sealed class ConfigurationCheckTests : DoctorTest
{
    private const UnixFileMode ForAllToWrite =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    [Fact]
    public async Task RootIsFoundUnlessUserAsksForIt()
    {
        RequiresRoot.Check();
        AllowOthers();
        var (_, asked) = await StartToExamineAsync("silent", "--user=root");
        Passes("C1", asked);
        var (_, nobody) = await StartToExamineAsync("wait", "--user=nobody");
        Passes("C1", nobody);
        var (_, root) = await StartToExamineAsync("tick");
        Finds("C1", root, "it runs as root, and nothing says that it must");
        File.Delete(Assert.Single(FindCards("tick")));
        IsNotKnown("C1", Examine("tick", Sandbox.Daemon("tick")));
    }

    [Fact]
    public async Task DaemonThatNothingStartsAgainIsFound()
    {
        var (_, wait) = await StartToExamineAsync("wait");
        Assert.Contains(" install wait", Finds("C2", wait, "after a crash or a boot").Result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchedDaemonNeedsSomethingForTheBootAndItsWatcher()
    {
        var (files, phoenix) = await StartToExamineAsync("phoenix");
        Finds("C2", phoenix, "nothing starts it after a boot");
        using (var watcher = ProcessHandle.Open(files.Process.ParentPid))
        {
            watcher.Signal(Native.SigKill);
            await watcher.WaitForEndAsync();
        }

        Assert.Equal(Severity.Mistake, Finds("C2", Examine("phoenix", files), "its watcher is gone").Severity);
    }

    /// <summary>The unit is one that the program itself has written.</summary>
    [Fact]
    public async Task InstalledDaemonIsStartedAgainIfItsUnitIsEnabled()
    {
        var unit = Path.Combine(Sandbox.Create("units"), "testapp-wait.service");
        File.WriteAllText(unit, (await Sandbox.RunAsync(TestApp, "unit", "systemd", "wait")).ExitsWith(0).Output);
        var daemon = new ExaminedDaemon(
            Seen.Daemon("testapp/wait") with { PidFile = null, Unit = new InstalledUnit(unit, "testapp", "wait", []) },
            DateTimeOffset.UtcNow);
        Finds("C2", daemon, "not enabled");
        File.CreateSymbolicLink(Path.Combine(Sandbox.Create("units/multi-user.target.wants"), "testapp-wait.service"), unit);
        Passes("C2", daemon);
        File.WriteAllText(unit, "[Service]\nRestart=no\n");
        Finds("C2", daemon, "its unit has no Restart");
    }

    [Fact]
    public async Task SecretOnTheCommandLineIsFoundAndNotShown()
    {
        var (_, secretive) = await StartToExamineAsync("secretive", "--secret=hunter2");
        var found = Finds("C3", secretive, "--secret is on its command line").Result;
        Assert.Contains("TESTAPP_SECRET", found.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", found.ToString(), StringComparison.Ordinal);
        (await Sandbox.RunAsync(TestApp, "stop", "secretive")).Succeeds();
        Finds("C3", Examine("secretive", Sandbox.Daemon("secretive")), "--secret is on its command line");
    }

    [Fact]
    public async Task SecretInAVariableIsRight()
    {
        Sandbox.Environment["TESTAPP_SECRET"] = "hunter2";
        var (_, secretive) = await StartToExamineAsync("secretive");
        Passes("C3", secretive);
    }

    [Theory]
    [InlineData("--api-key=x", "--api-key")]
    [InlineData("--db-password x", "--db-password")]
    [InlineData("--TOKEN=x", "--TOKEN")]
    [InlineData("--api-key", null)]
    [InlineData("--api-key= --other", null)]
    [InlineData("--key-file=/etc/key", null)]
    [InlineData("--token-url=http://x", null)]
    [InlineData("--monkey=x", null)]
    [InlineData("key=x", null)]
    public void SecretIsKnownByTheWordsOfItsName(string words, string? option) =>
        Assert.Equal(option, ConfigurationChecks.FindSecret(words.Split(' ')));

    [Fact]
    public async Task TickWithoutALimitOfTimeIsRemarked()
    {
        var (_, tick) = await StartToExamineAsync("tick");
        Assert.Equal(Severity.Remark, Finds("C4", tick, "no tick has a limit of time").Severity);
        var (_, falter) = await StartToExamineAsync("falter");
        Passes("C4", falter);
        var (_, wait) = await StartToExamineAsync("wait");
        Passes("C4", wait);
    }

    [Fact]
    public async Task LogWithoutAnEndIsFound()
    {
        var (_, wait) = await StartToExamineAsync("wait");
        Assert.Contains("LogMaxSize", Finds("C5", wait, "its log grows without end").Result.Advice, StringComparison.Ordinal);
        var (_, limited) = await StartToExamineAsync("silent", "--log-max-size=10MB");
        Passes("C5", limited);
    }

    [Fact]
    public async Task LogRotateFileOfTheProgramNamesItsLog()
    {
        await StartAndStopAsync("wait");
        var log = Sandbox.Daemon("wait").LogFile;
        var lines = (await Sandbox.RunAsync(TestApp, "unit", "logrotate", "wait")).ExitsWith(0).Output.Split('\n');
        Assert.True(LogSizeCheck.IsNamed(lines, log));
        Assert.False(LogSizeCheck.IsNamed(lines, log + "x"));
        Assert.True(LogSizeCheck.IsNamed(["/var/log/newsapp/*.log {"], "/var/log/newsapp/fetch.log"));
        Assert.False(LogSizeCheck.IsNamed(["/var/log/*.log {"], "/var/log/newsapp/fetch.log"));
    }

    [Fact]
    public async Task FileThatOthersCanReadOrWriteIsFound()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        Passes("C6", wait);
        var mode = File.GetUnixFileMode(files.LogFile);
        File.SetUnixFileMode(files.LogFile, mode | UnixFileMode.OtherRead);
        Finds("C6", wait, "everybody can read " + files.LogFile);
        File.SetUnixFileMode(files.LogFile, mode);
        File.SetUnixFileMode(files.StatusFile, ForAllToWrite);
        Finds("C6", wait, "others can write " + files.StatusFile);
    }

    [Fact]
    public async Task DirectoryThatOthersCanWriteIsFound()
    {
        var (files, wait) = await StartToExamineAsync("wait");
        File.SetUnixFileMode(Sandbox.RuntimeDirectory, File.GetUnixFileMode(Sandbox.RuntimeDirectory) | UnixFileMode.OtherWrite);
        Finds("C6", wait, $"others can write to {Sandbox.RuntimeDirectory}, and replace {files.PidFile}");

        // In a directory such as /tmp, only the owner of a file can replace it.
        File.SetUnixFileMode(Sandbox.RuntimeDirectory, File.GetUnixFileMode(Sandbox.RuntimeDirectory) | UnixFileMode.StickyBit);
        Passes("C6", wait);
    }

    [Fact]
    public async Task DirectoryThatAGroupCanWriteIsAWarning()
    {
        RequiresRoot.Check();
        var (_, wait) = await StartToExamineAsync("wait");
        File.SetUnixFileMode(Sandbox.RuntimeDirectory, File.GetUnixFileMode(Sandbox.RuntimeDirectory) | UnixFileMode.GroupWrite);
        Passes("C6", wait);
        (await Sandbox.ExecuteAsync("/usr/bin/chgrp", "65534", Sandbox.RuntimeDirectory)).Succeeds();
        Assert.Equal(
            Severity.Warning, Finds("C6", wait, $"the members of group 65534 can write to {Sandbox.RuntimeDirectory}").Severity);
    }

    [Fact]
    public async Task FileOfAnotherUserIsFound()
    {
        RequiresRoot.Check();
        var (files, wait) = await StartToExamineAsync("wait");
        (await Sandbox.ExecuteAsync("/usr/bin/chown", "65534", files.HistoryFile)).Succeeds();
        Finds("C6", wait, $"{files.HistoryFile} belongs to ");
    }

    [Theory]
    [InlineData("TestApp", "cp TestApp new && mv new TestApp", "its program was replaced or removed")]
    [InlineData("TestApp.dll", "cp TestApp.dll new && mv new TestApp.dll", "a file of its program was replaced or removed")]
    [InlineData("Daemonize.Runtime.dll", "rm Daemonize.Runtime.dll", "a file of its program was replaced or removed")]
    [InlineData("TestApp.dll", "touch -d '1 hour' TestApp.dll", "a file of its program was changed")]
    public async Task ProgramThatWasReplacedIsFound(string file, string command, string finding)
    {
        var folder = Sandbox.Create("app");
        (await Sandbox.ExecuteAsync("/bin/cp", "-r", TestApp.Folder + "/.", folder)).Succeeds();
        Assert.True(File.Exists(Path.Combine(folder, file)));
        (await Sandbox.RunAsync(TestApp with { Copy = folder }, "start", "wait")).Succeeds();
        await CardsAsync("wait");
        var wait = Examine("wait", Sandbox.Daemon("wait"));
        Passes("C7", wait);
        (await Sandbox.ExecuteAsync("/bin/sh", "-c", $"cd '{folder}' && {command}")).Succeeds();
        Finds("C7", wait, finding);
    }

    [Fact]
    public async Task PidFileOfTwoDaemonsIsFound()
    {
        var daemon = await StartAndStopAsync("wait");
        var result = (await RunAsync("doctor", daemon.PidFile, "--format=json")).Output;
        Assert.Equal("passed", Text(ItemOf(result, "C8"), "result"));
        var card = Assert.Single(FindCards("wait"));
        var other = Path.Combine(Sandbox.CardDirectory, "testapp.other.0123456789abcdef.json");
        File.WriteAllText(other, File.ReadAllText(card).Replace("\"wait\"", "\"other\"", StringComparison.Ordinal));
        File.SetUnixFileMode(other, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        result = (await RunAsync("doctor", daemon.PidFile, "--format=json")).Output;
        using var json = System.Text.Json.JsonDocument.Parse(result);
        Assert.Contains(
            json.RootElement.GetProperty("daemons").EnumerateArray()
                .SelectMany(static one => one.GetProperty("checks").EnumerateArray()).Where(static item => Text(item, "id") == "C8"),
            static item => Text(item, "finding")?.Contains(" has the same pid file", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task MissingDirectoryAndPathOfAnOptionAreFound()
    {
        var place = Sandbox.Create("place");
        var input = Path.Combine(Sandbox.Root, "input");
        File.WriteAllText(input, "");
        var (_, options) = await StartToExamineAsync("options", $"--input={input}", $"--working-directory={place}");
        Passes("C9", options);
        File.Delete(input);
        Finds("C9", options, $"--input {input} does not exist");
        Directory.Delete(place);
        Finds("C9", options, $"its working directory {place} does not exist");
    }

    [Fact]
    public void PathThatTheUserMayNotEnterIsFound()
    {
        var closed = Sandbox.Create("closed");
        File.WriteAllText(Path.Combine(closed, "file"), "");
        var own = Daemonize.Platform.ThisProcess.UserId;
        var (user, other) = (new UserRights(own, []), new UserRights(own + 1, []));
        File.SetUnixFileMode(
            Sandbox.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Null(user.Explain(closed + "/file"));
        Assert.Equal($"cannot be reached by its user, who may not enter {closed}", other.Explain(closed + "/file"));
        File.SetUnixFileMode(closed, File.GetUnixFileMode(closed) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(closed + "/file", UnixFileMode.UserRead);
        Assert.Equal("cannot be read by its user", other.Explain(closed + "/file"));
        File.SetUnixFileMode(closed + "/file", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Null(other.Explain(closed + "/file"));
    }

    [Fact]
    public void InstalledDaemonNeedsWhatItsUnitSays()
    {
        var (unit, place) = (Path.Combine(Sandbox.Create("units"), "testapp-wait.service"), Sandbox.Create("place"));
        File.WriteAllText(unit, $"[Service]\nExecStart=/srv/app run wait --input={place}/in\nWorkingDirectory={place}\n");
        var daemon = new ExaminedDaemon(
            Seen.Daemon("testapp/wait") with { PidFile = null, Unit = new InstalledUnit(unit, "testapp", "wait", []) },
            DateTimeOffset.UtcNow);
        Finds("C9", daemon, $"--input {place}/in does not exist");
        File.WriteAllText(place + "/in", "");
        Passes("C9", daemon);
        File.AppendAllText(unit, "PrivateTmp=yes\n");
        Finds("C9", daemon, $"its unit hides {place} from it");
    }

    [Theory]
    [InlineData("ProtectHome=yes", "/home/me/in", true)]
    [InlineData("ProtectHome=yes", "/homes/in", false)]
    [InlineData("ProtectHome=no", "/home/me/in", false)]
    [InlineData("PrivateTmp=yes", "/tmp/in", true)]
    [InlineData("PrivateTmp=yes", "/srv/in", false)]
    public void PathThatTheUnitHidesIsFound(string setting, string path, bool isHidden) =>
        Assert.Equal(isHidden, NeededPathsCheck.FindHidden(UnitSettings.Parse(["[Service]", setting]), ["/", path]) is not null);

    /// <summary>The daemons of this class that run as another user must reach the sandbox.</summary>
    private void AllowOthers() =>
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
}
