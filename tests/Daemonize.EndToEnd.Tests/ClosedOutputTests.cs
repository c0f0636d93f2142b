namespace Daemonize.EndToEnd.Tests;

/// <summary>Output that nobody reads, or for which there is no space, ends no process.</summary>
public sealed class ClosedOutputTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "48")]
    public async Task VerbsDoTheirWorkUnread()
    {
        (await ExecuteUnreadAsync("start", "wait")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        Assert.True(daemon.IsRunning);
        (await ExecuteUnreadAsync("status", "wait")).Succeeds();
        (await ExecuteUnreadAsync("start", "nothing")).ExitsWith(2);
        (await ExecuteUnreadAsync("logs", "wait")).ExitsWith(0);
        (await ExecuteUnreadAsync("stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        (await ExecuteUnreadAsync("status", "wait")).ExitsWith(3);
    }

    [Fact]
    [Trait("Checklist", "48")]
    public async Task RunGoesOnUnread()
    {
        var run = Sandbox.Begin(Tools.Python, Tools.Script("broken_pipe.py"), App.Test.File, "run", "full");
        var daemon = Sandbox.Daemon("full");
        await Sandbox.WaitUntilRunningAsync(daemon, run);

        // Each tick writes a record.
        await Sandbox.OutputAsync("full", count: 5);
        await daemon.TerminateAsync();
        (await run.CompleteAsync()).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "48")]
    public async Task FullDiskDoesNotEndADaemon()
    {
        (await Sandbox.RunAsync(App.Test, "start", "full")).Succeeds();
        var ticks = await Sandbox.OutputAsync("full", count: 5);
        Assert.Equal(["1", "2", "3", "4", "5"], ticks[..5]);
        (await Sandbox.RunAsync(App.Test, "stop", "full")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("full"));
    }

    private Task<CommandResult> ExecuteUnreadAsync(params ReadOnlySpan<string> args) =>
        Sandbox.ExecuteAsync(Tools.Python, [Tools.Script("broken_pipe.py"), App.Test.File, .. args]);
}
