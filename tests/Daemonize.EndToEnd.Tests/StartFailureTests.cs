namespace Daemonize.EndToEnd.Tests;

/// <summary>Daemons whose own <c>Main</c> fails before they are ready: <c>start</c> reports the reason, and nothing is left.</summary>
public sealed class StartFailureTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "17")]
    public async Task ExceptionIsTold()
    {
        var error = await FailAsync("throw");
        Assert.StartsWith("ownmainapp: wait was killed by SIGABRT before it was ready; its log", error, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: no coffee", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "17")]
    public async Task ExitCodeAndLastWordsAreTold() => Assert.Equal(
        $"ownmainapp: wait exited with code 3 before it was ready; its log {Sandbox.Daemon("wait").LogFile} ends with:\n    out of " +
        "coffee\n", await FailAsync("exit"));

    /// <summary>A caller that ignores SIGCHLD passes that on, and then the kernel keeps no exit codes (wait(2)).</summary>
    [Fact]
    [Trait("Checklist", "9")]
    [Trait("Checklist", "17")]
    public async Task ExitCodeIsKnownToCallersThatDoNotWaitForTheirChildren()
    {
        Sandbox.Environment["OWNMAIN_DOES"] = "exit";
        var start =
            await Sandbox.ExecuteAsync(
                Tools.Python, Tools.Script("launch.py"), "--ignore", "CHLD", "--", App.OwnMain.File, "start", "wait");
        Assert.StartsWith("ownmainapp: wait exited with code 3 before it was ready", start.ExitsWith(1).Error, StringComparison.Ordinal);
    }

    /// <summary>An exit with code 0 before the daemon is ready is a failure (zeroc-ice/ice#5456).</summary>
    [Fact]
    [Trait("Checklist", "17")]
    public async Task EndWithCodeZeroIsAFailure() => Assert.Equal(
        $"ownmainapp: wait exited with code 0 before it was ready; its log {Sandbox.Daemon("wait").LogFile} says nothing\n",
        await FailAsync("succeed"));

    [Fact]
    [Trait("Checklist", "17")]
    public async Task DeathBySignalIsTold() => Assert.Equal(
        $"ownmainapp: wait was killed by SIGKILL before it was ready; its log {Sandbox.Daemon("wait").LogFile} says nothing\n",
        await FailAsync("die"));

    [Fact]
    [Trait("Checklist", "18")]
    public async Task DaemonThatIsNotReadyInTimeIsKilled() => Assert.Equal(
        $"ownmainapp: wait was not ready within 1s (StartTimeout) and was killed; its log {Sandbox.Daemon("wait").LogFile} says nothing\n",
        await FailAsync("block"));

    /// <summary>Processes that a daemon has started before it failed end with it.</summary>
    [Theory]
    [InlineData("breed")]
    [InlineData("breed-and-block")]
    [Trait("Checklist", "17")]
    [Trait("Checklist", "18")]
    public async Task ChildrenOfADaemonThatIsNotReadyAreKilled(string harm) => await FailAsync(harm);

    [Fact]
    [Trait("Checklist", "17")]
    public async Task LogOfAnEarlierRunIsNotTold()
    {
        await FailAsync("exit");
        Assert.EndsWith("says nothing\n", await FailAsync("die"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Checklist", "17")]
    public async Task NextStartWorks()
    {
        await FailAsync("exit");
        Sandbox.Environment["OWNMAIN_DOES"] = null;
        Assert.True((await Sandbox.StartAsync(App.OwnMain, "wait")).IsRunning);
    }

    /// <summary>Starts the daemon, which must fail and leave nothing, and returns the error.</summary>
    private async Task<string> FailAsync(string harm)
    {
        Sandbox.Environment["OWNMAIN_DOES"] = harm;

        // The timeout is long unless the test waits for it: a busy machine may need more than a second to reach the failure.
        Sandbox.Environment["DAEMONIZE_OWNMAINAPP_START_TIMEOUT"] = harm.EndsWith("block", StringComparison.Ordinal) ? "1s" : "1m";
        var start = (await Sandbox.RunAsync(App.OwnMain, "start", "wait")).ExitsWith(1);
        Assert.Empty(start.Output);
        Assert.Empty(Sandbox.Processes);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
        Assert.Equal(3, (await Sandbox.RunAsync(App.OwnMain, "status", "wait")).ExitCode);
        return start.Error;
    }
}
