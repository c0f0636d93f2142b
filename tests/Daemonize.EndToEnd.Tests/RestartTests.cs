namespace Daemonize.EndToEnd.Tests;

/// <summary><c>restart</c> and <c>try-restart</c>.</summary>
public sealed class RestartTests : EndToEndTest
{
    [Theory]
    [InlineData("restart")]
    [InlineData("try-restart")]
    [Trait("Checklist", "42")]
    public async Task ReplacesTheProcessAfterTheOldOneIsGone(string verb)
    {
        var daemon = await Sandbox.StartAndBeginAsync("tidy");
        using var old = ProcessHandle.Open(daemon.Process.Pid);
        var restart = (await Sandbox.RunAsync(App.Test, verb, "tidy")).Succeeds();

        Assert.True(old.HasEnded);
        Assert.NotEqual(old.Pid, daemon.Process.Pid);
        Assert.Equal($"tidy stopped (pid {old.Pid})\ntidy started (pid {daemon.Process.Pid})\n", restart.Output);
        Assert.Equal(["tidy"], await Sandbox.OutputAsync("tidy"));

        // The lines of the log without their times. The last may be written after the daemon has reported that it is ready.
        // Ignores the warning about running as root, which is not tested here.
        var text = await Wait.ForFileAsync(daemon.LogFile, text => Lines(text).Length >= 5);
        var log = Array.ConvertAll(Lines(text)[..5], line => line[(line.IndexOf(' ') + 1)..]);
        Assert.Collection(
            log,
            line => Assert.Equal($"info  tidy: started (pid {old.Pid})", line),
            line => Assert.Equal("begun", line),
            line => Assert.Equal("info  tidy: stopping (SIGTERM)", line),
            line => Assert.Equal("info  tidy: stopped", line),
            line => Assert.Equal($"info  tidy: started (pid {daemon.Process.Pid})", line));

        static string[] Lines(string text) =>
            [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !line.Contains(" warn ", StringComparison.Ordinal))];
    }

    [Fact]
    [Trait("Checklist", "42")]
    public async Task StartsWhatDoesNotRun()
    {
        var restart = (await Sandbox.RunAsync(App.Test, "restart", "wait")).Succeeds();
        Assert.Equal($"wait is not running\nwait started (pid {Sandbox.Daemon("wait").Process.Pid})\n", restart.Output);
    }

    /// <summary>An error in the new daemon's settings is found before the old daemon is stopped.</summary>
    [Theory]
    [InlineData(2, "--umask takes an octal number", "--umask=8")]
    [InlineData(2, "restart has no option '--umsk'", "--umsk=022")]
    [InlineData(1, "cannot enter the working directory /nowhere: ", "--working-directory=/nowhere")]
    [InlineData(1, "cannot enter the working directory /etc/passwd: ", "--working-directory=/etc/passwd")]
    [InlineData(1, "cannot read the environment file /nowhere: ", "--environment-file=/nowhere")]
    [InlineData(1, "cannot create the log /nowhere/error.log: ", "--error-file=/nowhere/error.log")]
    [InlineData(1, "cannot keep descriptor 77 (KeepDescriptors): ", "--keep-descriptors=77")]
    [Trait("Checklist", "42")]
    public async Task MistakeDoesNotCostTheOldDaemon(int exitCode, string complaint, string option)
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Pid;
        var restart = (await Sandbox.RunAsync(App.Test, "restart", "wait", option)).FailsInOneLine(App.Test, exitCode);
        Assert.StartsWith("testapp: " + complaint, restart.Error, StringComparison.Ordinal);
        Assert.Equal(pid, daemon.Process.Pid);
    }

    [Fact]
    [Trait("Checklist", "42")]
    public async Task LogThatCannotBeUsedDoesNotCostTheOldDaemon()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        File.Move(daemon.LogFile, daemon.LogFile + ".old");
        File.CreateSymbolicLink(daemon.LogFile, daemon.LogFile + ".old");
        var pid = daemon.Process.Pid;
        var restart = (await Sandbox.RunAsync(App.Test, "restart", "wait")).FailsInOneLine(App.Test, 1);
        Assert.StartsWith($"testapp: will not use the log {daemon.LogFile}: ", restart.Error, StringComparison.Ordinal);
        Assert.Equal(pid, daemon.Process.Pid);
    }

    [Fact]
    [Trait("Checklist", "42")]
    public async Task ReplacesWhatHadToBeKilled()
    {
        var daemon = await Sandbox.StartAndBeginAsync("deaf");
        var pid = daemon.Process.Pid;
        var restart = (await Sandbox.RunAsync(App.Test, "restart", "deaf")).ExitsWith(0);
        Assert.Contains($"deaf (pid {pid}) did not stop within 1s (StopTimeout) and was killed", restart.Error, StringComparison.Ordinal);
        Assert.NotEqual(pid, daemon.Process.Pid);
    }

    [Fact]
    [Trait("Checklist", "42")]
    public async Task TryRestartLeavesWhatDoesNotRunAlone()
    {
        var before = Sandbox.Snapshot();
        (await Sandbox.RunAsync(App.Test, "try-restart", "wait")).Succeeds();
        Assert.Equal(before, Sandbox.Snapshot());
        await Sandbox.WaitUntilEmptyAsync();

        await (await Sandbox.StartAsync(App.Test, "wait")).KillAsync();
        (await Sandbox.RunAsync(App.Test, "try-restart", "wait")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();
    }
}
