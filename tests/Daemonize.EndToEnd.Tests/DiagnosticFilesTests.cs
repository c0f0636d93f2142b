namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A .NET process creates a socket and two FIFOs in TMPDIR for debuggers. Only the daemon needs them, and none remains afterwards.
/// </summary>
[Trait("Field", "7")]
public sealed class DiagnosticFilesTests : EndToEndTest
{
    private const string Switch = "DOTNET_EnableDiagnostics";

    private readonly string _temporary;

    public DiagnosticFilesTests()
    {
        _temporary = Sandbox.Create("tmp");
        Sandbox.Environment["TMPDIR"] = _temporary;
        Sandbox.Environment[Switch] = null;
    }

    [Theory]
    [InlineData("never")]
    [InlineData("always")]
    public async Task CyclesLeaveNothing(string restart)
    {
        for (var i = 0; i < 3; i++)
        {
            (await Sandbox.RunAsync(App.Test, "start", "wait", "--restart", restart)).Succeeds();
            AssertOnlyThoseOf(Sandbox.Daemon("wait").Process.Pid);
            (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
            Assert.Empty(Files());
        }
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    public async Task ThoseOfAKilledDaemonGoWithTheNextCommand(string verb)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        await daemon.KillAsync();
        Assert.Equal(3, Files().Length);
        (await Sandbox.RunAsync(App.Test, verb, "wait")).Succeeds();
        if (verb == "start")
        {
            AssertOnlyThoseOf(daemon.Process.Pid);
            (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task WatcherRemovesThoseOfADaemonThatWasKilled()
    {
        Sandbox.Environment["TESTAPP_ENDS"] = "KILL KILL";
        (await Sandbox.RunAsync(App.Test, "start", "phoenix")).Succeeds();
        await Sandbox.OutputAsync("runs", 3);
        var daemon = Sandbox.Daemon("phoenix");
        await Wait.UntilAsync(() => daemon.IsRunning, "the third daemon is ready");
        AssertOnlyThoseOf(daemon.Process.Pid);
        (await Sandbox.RunAsync(App.Test, "stop", "phoenix")).Succeeds();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task StopThatKillsLeavesNothing()
    {
        await Sandbox.StartAndBeginAsync("deaf");
        await Sandbox.RunAsync(App.Test, "stop", "deaf", "--kill");
        Assert.Empty(Files());
    }

    /// <summary>Ctrl+C ends a follower, and .NET does not clean up after that signal.</summary>
    [Fact]
    public async Task FollowerOfALogHasNone()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var follower = Sandbox.Begin(App.Test.File, "logs", "-f", "wait");
        await Wait.UntilAsync(
            () => ProcessView.Read(follower.Pid).Descriptors.Values.Contains("anon_inode:inotify"), "the log is followed");
        AssertOnlyThoseOf(daemon.Process.Pid);
        await follower.EndAsync();
    }

    /// <summary>The stages set the variables to their own value; the daemon receives all that the caller has set.</summary>
    [Theory]
    [InlineData(Switch, null)]
    [InlineData(Switch, "")]
    [InlineData(Switch, "0")]
    [InlineData(Switch, "1")]
    [InlineData("COMPlus_EnableDiagnostics", "1")]
    [InlineData("DOTNET_EnableDiagnostics_IPC", "0")]
    public async Task DaemonGetsTheCallersValue(string name, string? value)
    {
        Sandbox.Environment[name] = value;
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--restart", "always")).Succeeds();
        var daemon = Sandbox.Daemon("wait").Process;
        Assert.Equal(value is null ? [] : [$"{name}={value}"], Matching(daemon));
        var watcher = ProcessView.Read(daemon.ParentPid);
        Assert.Equal("@watch", watcher.CommandLine[1]);
        Assert.Contains(Switch + "=0", watcher.Environment);
        await Sandbox.RunAsync(App.Test, "stop", "wait");
        Assert.Empty(Files());
    }

    [Fact]
    public async Task SettingOfTheEnvironmentCounts()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--environment", Switch + "=0")).Succeeds();
        Assert.Equal([Switch + "=0"], Matching(Sandbox.Daemon("wait").Process));
        Assert.Empty(Files());
    }

    private static string[] Matching(ProcessView process) =>
        Array.FindAll(process.Environment, static variable => variable.Contains("EnableDiagnostics", StringComparison.Ordinal));

    private string[] Files() => Directory.GetFileSystemEntries(_temporary);

    private void AssertOnlyThoseOf(int pid) => Assert.All(Files(), file => Assert.Contains($"-{pid}-", file, StringComparison.Ordinal));
}
