namespace Daemonize.EndToEnd.Tests;

/// <summary>The place of a daemon in the tree of processes, sessions and terminals, as /proc shows it.</summary>
public sealed class DetachTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "16")]
    public async Task StartReturnsWhenTheDaemonIsReady()
    {
        var start = await Sandbox.RunAsync(App.Test, "start", "wait");
        var daemon = Sandbox.Daemon("wait");
        Assert.True(daemon.IsRunning, daemon.Log);
        Assert.Equal($"{daemon.Process.Pid}\n", await File.ReadAllTextAsync(daemon.PidFile, TestContext.Current.CancellationToken));
        Assert.Equal($"wait started (pid {daemon.Process.Pid})\n", start.Succeeds().Output);
    }

    [Fact]
    [Trait("Checklist", "1")]
    public async Task DaemonHasNoTerminal()
    {
        Sandbox.Environment["TESTAPP_OPEN"] = "/dev/tty";
        var daemon = await Sandbox.StartAsync(App.Test, "open");

        Assert.Equal(0, daemon.Process.Terminal);

        // The text of ENXIO, which open(2) returns for /dev/tty without a controlling terminal.
        Assert.StartsWith(
            "No such device or address", await Wait.ForFileAsync(Sandbox.OutputDirectory + "/open"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "4")]
    public async Task DaemonCannotComeByATerminal()
    {
        using var terminal = new FreeTerminal();
        Sandbox.Environment["TESTAPP_OPEN"] = terminal.Path;
        var daemon = await Sandbox.StartAsync(App.Test, "open");

        Assert.Equal("opened\n", await Wait.ForFileAsync(Sandbox.OutputDirectory + "/open"));
        Assert.Contains(terminal.Path, daemon.Process.Descriptors.Values);
        Assert.Equal(0, daemon.Process.Terminal);
    }

    [Fact]
    [Trait("Checklist", "2")]
    public async Task SessionIsNewAndHasNoLeader()
    {
        var process = (await Sandbox.StartAsync(App.Test, "wait")).Process;

        Assert.NotEqual(process.Pid, process.Session);
        Assert.NotEqual(process.Pid, process.Group);
        Assert.NotEqual(ProcessView.Read(Environment.ProcessId).Session, process.Session);
        Assert.Null(ProcessView.TryRead(process.Session));
        Assert.Equal(process.Session, Sandbox.Daemon("wait").Record!.Session);
    }

    [Fact]
    [Trait("Checklist", "3")]
    public async Task ParentIsAnAncestorOfTheCaller()
    {
        var process = (await Sandbox.StartAsync(App.Test, "wait")).Process;

        // Process 1, or an ancestor that is a subreaper, which /proc does not show.
        Assert.Contains(process.ParentPid, Ancestors());
    }

    [Fact]
    [Trait("Checklist", "3")]
    public async Task ParentIsTheNearestSubreaper()
    {
        var result = await Sandbox.ExecuteAsync(Tools.Python, Tools.Script("subreaper.py"), App.Test.File, "start", "wait");

        // The program prints its own process id and the daemon's parent.
        Assert.Matches(@"^wait started \(pid \d+\)\n(\d+) \1\n$", result.Succeeds().Output);
    }

    [Fact]
    [Trait("Checklist", "14")]
    public async Task CommandLineTellsWhatItIs()
    {
        var process = (await Sandbox.StartAsync(App.Test, "wait")).Process;
        Assert.Equal([App.Test.File, "@daemon", "wait"], process.CommandLine);
    }

    [Fact]
    [Trait("Checklist", "10")]
    [Trait("Checklist", "11")]
    public async Task PlaceAndMaskAreTheAttributes()
    {
        var process = (await Sandbox.StartAsync(App.Test, "placed")).Process;
        Assert.Equal(("/usr", "0027"), (process.CurrentDirectory, process.Status("Umask")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("077")]
    [InlineData("777")]
    [Trait("Checklist", "10")]
    [Trait("Checklist", "24")]
    public async Task MaskOfTheCallerMakesNoDifference(string umask)
    {
        (await Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("launch.py"), "--umask", umask, "--", App.Test.File, "start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");

        Assert.Equal("0022", daemon.Process.Status("Umask"));
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        Assert.Equal((readable, readable), (File.GetUnixFileMode(daemon.PidFile), File.GetUnixFileMode(daemon.LockFile)));
    }

    [Fact]
    [Trait("Checklist", "11")]
    public async Task DirectoryOfTheCallerMakesNoDifference()
    {
        Sandbox.WorkingDirectory = Sandbox.Create("here");
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        Assert.Equal("/", daemon.Process.CurrentDirectory);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Sandbox.WorkingDirectory));

        Sandbox.WorkingDirectory = Sandbox.Create("elsewhere");
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    private static List<int> Ancestors()
    {
        List<int> ancestors = [];
        for (var pid = Environment.ProcessId; pid > 1;)
        {
            pid = ProcessView.Read(pid).ParentPid;
            ancestors.Add(pid);
        }

        return ancestors;
    }

    /// <summary>The thread that watches the command until the daemon is ready.</summary>
    [Fact]
    public async Task NoThreadOfTheStartIsLeft()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");

        // The daemon joins the thread before its method begins.
        await Wait.UntilAsync(() => !ThreadsOf(daemon).Contains("Daemonize start"), "the thread of the start ends");
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
    }

    private static List<string> ThreadsOf(DaemonFiles daemon)
    {
        List<string> names = [];
        foreach (var thread in Directory.GetDirectories($"/proc/{daemon.Process.Pid}/task"))
        {
            try
            {
                names.Add(File.ReadAllText($"{thread}/comm").TrimEnd());
            }
            catch (IOException)
            {
                // The thread has ended since the directory was read.
            }
        }

        return names;
    }
}
