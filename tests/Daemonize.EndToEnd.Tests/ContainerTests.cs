namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// A container is a pid namespace in which the daemon may be process 1, and in which there may be no process that reaps orphans.
/// </summary>
public sealed class ContainerTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "50")]
    public async Task RunIsProcessOneAndStopsOnSigTerm()
    {
        var (container, inside) = await BeginAsync();
        Assert.Equal("1\n", File.ReadAllText(Sandbox.Daemon("wait").PidFile));
        inside.Signal(Native.SigTerm);
        var result = (await container.CompleteAsync()).ExitsWith(0);
        Assert.EndsWith("wait: stopped\n", result.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    [Trait("Checklist", "50")]
    public async Task ProcessOneIsSeenAndStoppedFromInside()
    {
        var (container, inside) = await BeginAsync();
        Assert.Matches(
            "^wait  running  pid 1  up [0-9]+s  [0-9.]+ MB  cpu [0-9.]+s\n$",
            (await ExecuteInsideAsync(inside, "status")).Succeeds().Output);
        Assert.Equal("wait is already running (pid 1)\n", (await ExecuteInsideAsync(inside, "start")).Succeeds().Output);
        await ExecuteInsideAsync(inside, "stop");
        (await container.CompleteAsync()).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    /// <summary>The orphans of a probe or <c>docker exec</c> become children of process 1.</summary>
    [Fact]
    [Trait("Field", "23")]
    public async Task ProcessOneReapsOrphans()
    {
        var (container, inside) = await BeginAsync();
        await LeaveOrphansAsync(inside);
        await Wait.UntilAsync(() => Children(inside.Pid) == 0, "all orphans are reaped", TimeSpan.FromSeconds(20));
        inside.Signal(Native.SigTerm);
        (await container.CompleteAsync()).ExitsWith(0);
    }

    /// <summary>Children of System.Diagnostics.Process keep their exit codes, however many orphans are reaped at the same time.</summary>
    [Fact]
    [Trait("Field", "23")]
    public async Task ProcessOneDoesNotTakeExitCodesOfItsChildren()
    {
        var (container, inside) = await BeginAsync("children");
        var told = Sandbox.OutputAsync("exit-codes");
        while (!told.IsCompleted)
        {
            await LeaveOrphansAsync(inside);
        }

        Assert.Equal(["200 of 200 exited with code 7"], await told);
        inside.Signal(Native.SigTerm);
        (await container.CompleteAsync()).ExitsWith(0);
    }

    [Fact]
    [Trait("Checklist", "50")]
    public async Task StartAsProcessOneRefuses()
    {
        Tools.RequireRoot();
        var start = await Sandbox.ExecuteAsync(Tools.Unshare, "-pf", "--mount-proc", "--kill-child", App.Test.File, "start", "wait");
        Assert.Contains("it is the container's process 1; use 'run'", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Snapshot());
    }

    [Fact]
    [Trait("Checklist", "49")]
    public async Task ZombieHasStopped()
    {
        var (parent, daemon) = await BeginBesideAParentThatNeverReapsAsync();
        var pid = await daemon.KillAsync();
        AssertIsZombie(pid);

        (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(1);
        Assert.StartsWith(
            "wait is not running; ", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(3);
        (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        Assert.NotEqual(pid, daemon.Process.Pid);
        AssertIsZombie(pid);
        await parent.EndAsync();
    }

    [Fact]
    [Trait("Checklist", "49")]
    public async Task StopDoesNotWaitForAZombieToBeReaped()
    {
        var (parent, daemon) = await BeginBesideAParentThatNeverReapsAsync();
        var pid = daemon.Process.Pid;
        Assert.Equal($"wait stopped (pid {pid})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);
        AssertIsZombie(pid);
        await parent.EndAsync();
    }

    private static void AssertIsZombie(int pid) => Assert.Contains("State:\tZ (zombie)", File.ReadAllLines($"/proc/{pid}/status"));

    private async Task<(RunningCommand Parent, DaemonFiles Daemon)> BeginBesideAParentThatNeverReapsAsync()
    {
        var parent = Sandbox.Begin(Tools.Python, Tools.Script("never_reaps.py"), App.Test.File, "start", "wait");
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, parent);
        await Wait.UntilAsync(() => daemon.Process.ParentPid == parent.Pid, "the daemon has its last parent");
        return (parent, daemon);
    }

    /// <summary>Starts a container whose process 1 is the daemon, and opens that process as seen from outside.</summary>
    private async Task<(RunningCommand Container, ProcessHandle Inside)> BeginAsync(string name = "wait")
    {
        Tools.RequireRoot();
        var container = Sandbox.Begin(Tools.Unshare, "-pf", "--mount-proc", "--kill-child", App.Test.File, "run", name);
        await Wait.UntilAsync(() => container.HasEnded || Sandbox.Daemon(name).IsRunning, "the daemon of the container is ready");
        return (container, ProcessHandle.Open(Assert.Single(Sandbox.Processes, process => process.ParentPid == container.Pid).Pid));
    }

    private Task<CommandResult> LeaveOrphansAsync(ProcessHandle inside) =>
        Sandbox.ExecuteAsync("/usr/bin/nsenter", "-t", $"{inside.Pid}", "-p", "-m", "/bin/sh", "-c", "for i in 1 2 3; do sleep 0.1 & done");

    /// <summary>Gets the number of children of a process, including zombies.</summary>
    private static int Children(int parent) => Directory.EnumerateDirectories("/proc").Count(
        directory =>
            char.IsAsciiDigit(directory["/proc/".Length]) && TextFile.TryRead(directory + "/stat") is { } stat
                && stat[(stat.LastIndexOf(')') + 1)..].Split(' ') is [_, _, var id, ..] && id == $"{parent}");

    private Task<CommandResult> ExecuteInsideAsync(ProcessHandle inside, string verb) =>
        Sandbox.ExecuteAsync("/usr/bin/nsenter", "-t", $"{inside.Pid}", "-p", "-m", App.Test.File, verb, "wait");
}
