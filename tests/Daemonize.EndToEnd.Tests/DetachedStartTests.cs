using System.Runtime.InteropServices;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// How a daemon comes into its session: by two children of the command, or where that is not possible by a session stage. DetachTests and
/// ProcessContextTests show the result.
/// </summary>
public sealed class DetachedStartTests : EndToEndTest
{
    [Theory]
    [InlineData("never", "@daemon")]
    [InlineData("always", "@watch", "@daemon")]
    public async Task StartNeedsNoStageBetween(string restart, params string[] stages)
    {
        var trace = Strace.Begin(Sandbox, ["-e", "trace=execve"], App.Test.File, "start", "wait", "--restart", restart);
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, trace.Command);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        (await trace.Command.CompleteAsync()).Succeeds();
        Assert.Equal(["start", .. stages], Verbs(trace));
    }

    /// <summary>
    /// As SELinux without execmem, or systemd's MemoryDenyWriteExecute, for a NativeAOT program: the page cannot be made executable. The
    /// JIT needs such pages too, so only that of our length is denied.
    /// </summary>
    [Theory]
    [InlineData("never", "@session", "@daemon")]
    [InlineData("always", "@session", "@watch", "@daemon")]
    public async Task SessionStageTakesItsPlaceWhereCodeMustBeInAFile(string restart, params string[] stages)
    {
        var length = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 76 : 73;
        var trace = Strace.Begin(
            Sandbox, ["-e", "trace=execve"], Tools.Python, Tools.Script("without.py"), "EACCES", $"mprotect:1={length}", "--",
            App.Test.File, "start", "wait", "--restart", restart, "--umask", "027", "--nice", "3", "--max-open-files", "300");
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, trace.Command);
        var process = daemon.Process;
        Assert.Equal(
            ("0027", ("300", "300"), ("0", "0")),
            (process.Status("Umask"), process.Limit("Max open files"), process.Limit("Max core file size")));
        Assert.Equal((0, daemon.Record!.Session), (process.Terminal, process.Session));
        Assert.NotEqual(process.Pid, process.Session);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        (await trace.Command.CompleteAsync()).Succeeds();
        Assert.Equal(["start", .. stages], Verbs(trace));
    }

    [Theory]
    [InlineData("EPERM", "clone", 1, "operation not permitted; a sandbox (such as a container's seccomp profile) denies clone(2), ")]
    [InlineData("ENOSYS", "clone", 1, "function not implemented; a sandbox (such as a container's seccomp profile) denies clone(2), ")]
    [InlineData("EAGAIN", "clone", 1, "resource temporarily unavailable; this user, or its container, may not have more processes: ")]
    [InlineData("EAGAIN", "setsid", 1, "resource temporarily unavailable; this user, or its container, may not have more processes: ")]
    [InlineData("EPERM", "setsid", 1, "operation not permitted; a sandbox (such as a container's seccomp profile) denies clone(2), ")]
    [InlineData("EMFILE", "dup3", 1, "too many open files\n")]
    public async Task FailedCallIsNamedAndLeavesNothing(string error, string call, int exitCode, string reason)
    {
        var start = await Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("without.py"), error, call, "--", App.Test.File, "start", "wait");
        Assert.StartsWith(
            "testapp: cannot start wait: cannot start the daemon's process: " + reason, start.FailsInOneLine(App.Test, exitCode).Error,
            StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    [Fact]
    public async Task LimitThatOnlyRootMaySetIsNamed()
    {
        var start = await Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("without.py"), "EPERM", "setpriority", "--", App.Test.File, "start", "wait", "--nice", "-5");
        Assert.StartsWith(
            "testapp: cannot start wait: cannot set Nice to -5: operation not permitted; only root can go below the caller's",
            start.FailsInOneLine(App.Test, 4).Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("wait"));
    }

    /// <summary>Gets the verbs of the program's processes in the order of their starts.</summary>
    private static IEnumerable<string> Verbs(Strace trace) => trace.Calls
        .Where(static call => Strace.Is(call, "execve", $"(\"{App.Test.File}\", ", " = 0"))
        .Select(static call => call.Split("\", \"")[1].Split('"')[0]);
}
