using System.Diagnostics;

namespace Daemonize.EndToEnd.Tests;

/// <summary>A daemon that does not stop on request, and the processes that it leaves running.</summary>
public sealed class StopTimeoutTests : EndToEndTest
{
    /// <summary>The StopTimeout of the test program's daemons that ignore the stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Checklist", "34")]
    [Trait("Checklist", "38")]
    public async Task DeafDaemonIsKilledWithItsChildren()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "deaf-parent");
        var child = Assert.Single(await Sandbox.ChildrenAsync());
        var pid = daemon.Process.Pid;

        var stop = (await Sandbox.RunAsync(App.Test, "stop", "deaf-parent")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: deaf-parent (pid {pid}) did not stop within 1s (StopTimeout) and was killed\n", stop.Error);
        Assert.True(stop.Duration > StopTimeout);
        Assert.True(child.HasEnded);
        Assert.Empty(Sandbox.Processes);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        (await Sandbox.RunAsync(App.Test, "status", "deaf-parent")).ExitsWith(3);
    }

    [Fact]
    [Trait("Checklist", "34")]
    public async Task DeafDaemonIsAskedBeforeItIsKilled()
    {
        await Sandbox.StartAndBeginAsync("deaf");
        var (stop, calls) = await Strace.RunAsync(Sandbox, Strace.Signals, App.Test.File, "stop", "deaf");
        stop.ExitsWith(1);
        Assert.Collection(
            calls,
            call => Assert.Contains("SIGTERM", call, StringComparison.Ordinal),
            call => Assert.Contains("SIGKILL", call, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Checklist", "34")]
    public async Task DeafDaemonGivesUpByItselfWhenSomebodyElseAsks()
    {
        var daemon = await Sandbox.StartAndBeginAsync("deaf");
        var time = Stopwatch.StartNew();
        await daemon.TerminateAsync();

        // A second later than a stop would kill, so a stop can report that it had to.
        Assert.True(time.Elapsed > StopTimeout + TimeSpan.FromSeconds(1), $"gave up after {time.Elapsed}");
        Assert.EndsWith("error deaf: did not stop within 1s (StopTimeout); giving up\n", daemon.Log, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        (await Sandbox.RunAsync(App.Test, "status", "deaf")).ExitsWith(3);
    }

    [Fact]
    [Trait("Checklist", "38")]
    public async Task NothingThatTheDaemonStartedOutlivesAStop()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "parent");
        var pid = daemon.Process.Pid;
        var children = await Sandbox.ChildrenAsync();
        await Wait.UntilAsync(
            () => ProcessView.Read(children[1].Pid) is { } child && child.Group == child.Pid, "the second child has its own group");

        var stop = (await Sandbox.RunAsync(App.Test, "stop", "parent")).Succeeds();
        Assert.Equal($"parent stopped (pid {pid}), with 2 processes that it had started\n", stop.Output);
        Assert.All(children, child => Assert.True(child.HasEnded));
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }
}
