namespace Daemonize.EndToEnd.Tests;

/// <summary>The pid file: its content, and the time during which it exists.</summary>
public sealed class PidFileTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "24")]
    public async Task HoldsTheProcessIdAndALineEnd()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        Assert.Matches("^[0-9]+\n$", File.ReadAllText(daemon.PidFile));
        Assert.Equal(daemon.Process.Pid, daemon.Record!.Pid);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("tick")]
    [Trait("Checklist", "29")]
    public async Task GoesWithSigTerm(string name)
    {
        var daemon = await Sandbox.StartAsync(App.Test, name);
        await daemon.TerminateAsync();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("throw")]
    [InlineData("crash")]
    [InlineData("exit")]
    [Trait("Checklist", "29")]
    public async Task GoesWhenTheDaemonEndsByItself(string name)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "3";
        await Sandbox.StartAsync(App.Test, name);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon(name));
        (await Sandbox.RunAsync(App.Test, "status", name)).ExitsWith(3);
    }

    [Fact]
    [Trait("Checklist", "29")]
    [Trait("Checklist", "40")]
    public async Task StaysAfterSigKillAndTheNextStartTakesIt()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = await daemon.KillAsync();
        var status = await Sandbox.RunAsync(App.Test, "status", "wait");
        Assert.Matches(
            $"^wait  dead  (ended without a word: [^\n]*  )?its pid file {daemon.PidFile} names process {pid}\n$",
            status.ExitsWith(1).Output);

        await Sandbox.StartAsync(App.Test, "wait");
        Assert.NotEqual(pid, daemon.Process.Pid);
    }

    [Fact]
    [Trait("Checklist", "28")]
    public async Task RemovedByHandLeavesOneDaemonThatCanBeStopped()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        var pid = daemon.Process.Pid;
        File.Delete(daemon.PidFile);

        var status = (await Sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        Assert.Matches(
            $"^wait  running  pid {pid}  up [0-9]+s  [0-9.]+ MB  cpu [0-9.]+s  its pid file {daemon.PidFile} does not exist\n$",
            status.Output);
        Assert.Equal($"wait is already running (pid {pid})\n", (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds().Output);
        Assert.Equal(pid, Assert.Single(Sandbox.Processes).Pid);
        Assert.Equal($"wait stopped (pid {pid})\n", (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds().Output);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Checklist", "30")]
    public async Task OfSomebodyElseIsNotRemovedByTheDaemon()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        File.WriteAllText(daemon.PidFile + ".new", "not yours\n");
        using (var handle = ProcessHandle.Open(daemon.Process.Pid))
        {
            File.Move(daemon.PidFile + ".new", daemon.PidFile, overwrite: true);
            handle.Signal(Native.SigTerm);
            await handle.WaitForEndAsync();
        }

        Assert.Equal("not yours\n", File.ReadAllText(daemon.PidFile));
        Assert.False(daemon.IsLocked);
    }

    [Fact]
    [Trait("Checklist", "25")]
    [Trait("Checklist", "30")]
    public async Task IsWrittenAndRemovedUnderTheLock()
    {
        var daemon = Sandbox.Daemon("wait");
        const string calls = "trace=open,openat,fcntl,ftruncate,write,unlink,unlinkat,fchmod,statx";
        var trace = Strace.Begin(Sandbox, ["--seccomp-bpf", "-y", "-e", calls], App.Test.File, "start", "wait");
        await Sandbox.WaitUntilRunningAsync(daemon, trace.Command);
        await daemon.TerminateAsync();
        (await trace.Command.CompleteAsync()).Succeeds();

        // The lock file's record is cleared and written, then the pid file: each is opened directly, and not truncated before the lock is
        // held.
        var steps = trace.Calls.Where(call => call.Contains(Sandbox.RuntimeDirectory, StringComparison.Ordinal)).ToList();
        var opened = steps.FindIndex(call => Strace.Is(call, "openat", $"\"{daemon.LockFile}\"", "O_NOFOLLOW|O_CLOEXEC"));
        var locked = steps.FindIndex(call => Strace.Is(call, "fcntl", "F_OFD_SETLK", " = 0"));
        var cleared = steps.FindIndex(call => Strace.Is(call, "ftruncate"));
        var written = steps.FindIndex(call => Strace.Is(call, "write", daemon.PidFile + ">"));
        var removed = steps.FindIndex(call => Strace.Is(call, "unlink", $"\"{daemon.PidFile}\""));
        int[] order = [opened, locked, cleared, written, removed];
        Assert.True(opened >= 0 && order.Order().SequenceEqual(order), string.Join('\n', steps));
        Assert.Single(steps, call => Strace.Is(call, "write", daemon.PidFile + ">"));
        Assert.Single(steps, call => Strace.Is(call, "unlink", $"\"{daemon.PidFile}\""));
        Assert.DoesNotContain(steps, call => Strace.Is(call, "openat", "O_TRUNC"));
    }
}
