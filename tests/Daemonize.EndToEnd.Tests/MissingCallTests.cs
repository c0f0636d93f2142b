namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Runs the verbs while system calls are denied, as by a container's profile (EPERM), an old kernel or gVisor (ENOSYS). An optional call is
/// replaced; without a required one, <c>start</c> fails with one line. docs/requirements.md has the table.
/// </summary>
public sealed class MissingCallTests : EndToEndTest
{
    /// <summary>Its schedule uses the wall clock.</summary>
    private const string Name = "secondly";

    private DaemonFiles Daemon => Sandbox.Daemon(Name);

    [Theory]
    [InlineData("EPERM", "statx")]
    [InlineData("ENOSYS", "statx")]
    [InlineData("EPERM", "close_range")]
    [InlineData("ENOSYS", "close_range")]
    [InlineData("EPERM", "timerfd_create", "eventfd2", "memfd_create")]
    [InlineData("ENOSYS", "timerfd_create", "eventfd2", "memfd_create")]
    [InlineData("EPERM", "prctl:0=36")]
    [InlineData("EPERM", "inotify_init", "inotify_init1")]
    [InlineData("ENOSYS", "inotify_init", "inotify_init1")]
    [Trait("Issue", "15")]
    public async Task ConvenienceIsReplaced(string error, params string[] calls)
    {
        // With a watcher, which uses other calls.
        (await WithoutAsync(error, calls, "start", Name, "--restart", "always")).Succeeds();
        var first = Daemon.Process.Pid;
        Assert.Equal($"{Name} is already running (pid {first})\n", (await WithoutAsync(error, calls, "start", Name)).Succeeds().Output);
        Assert.StartsWith(
            $"{Name}  running  pid {first}  ", (await WithoutAsync(error, calls, "status", Name)).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.Contains($"  {Name}  ", (await WithoutAsync(error, calls, "list")).Succeeds().Output, StringComparison.Ordinal);

        // The daemon ticks, and its clock wakes it.
        _ = await Sandbox.OutputAsync(Name, count: 2);
        (await WithoutAsync(error, calls, "reload", Name)).Succeeds();
        Assert.Contains(
            "log reopened (SIGHUP)", (await WithoutAsync(error, calls, "logs", Name)).Succeeds().Output, StringComparison.Ordinal);
        (await WithoutAsync(error, calls, "restart", Name)).Succeeds();
        Assert.NotEqual(first, Daemon.Process.Pid);
        (await WithoutAsync(error, calls, "stop", Name)).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        Assert.Equal(3, (await WithoutAsync(error, calls, "status", Name)).ExitCode);
    }

    [Theory]
    [InlineData("EPERM", "pidfd_open", "a sandbox (such as a container's seccomp profile) denies pidfd_open(2) (operation not permitted)")]
    [InlineData("ENOSYS", "pidfd_open",
        "a sandbox (such as a container's seccomp profile) denies pidfd_open(2) (function not implemented)")]
    [InlineData("EPERM", "pidfd_send_signal",
        "a sandbox (such as a container's seccomp profile) denies pidfd_send_signal(2) (operation not permitted)")]
    [InlineData("ENOSYS", "pidfd_send_signal",
        "a sandbox (such as a container's seccomp profile) denies pidfd_send_signal(2) (function not implemented)")]
    [Trait("Issue", "15")]
    public async Task WhatStopNeedsIsRefusedByStart(string error, string call, string missing)
    {
        var start = (await WithoutAsync(error, [call], "start", Name)).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: cannot start {Name}: 'stop' could not end it, because {missing}; allow that call, or use 'run'\n", start.Error);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);

        // The suggested alternative works.
        var run = Sandbox.Begin(Tools.Python, Without(error, [call], "run", Name));
        await Sandbox.WaitUntilRunningAsync(Daemon, run);
        await Daemon.TerminateAsync();
        (await run.CompleteAsync()).ExitsWith(0);

        // A daemon that was started without denied calls keeps running, and its status is correct.
        (await Sandbox.RunAsync(App.Test, "start", Name)).Succeeds();
        var pid = Daemon.Process.Pid;
        Assert.StartsWith(
            $"{Name}  running", (await WithoutAsync(error, [call], "status", Name)).Succeeds().Output, StringComparison.Ordinal);
        (await WithoutAsync(error, [call], "restart", Name)).FailsInOneLine(App.Test, 1);
        foreach (var verb in (string[])["reload", "stop"])
        {
            var result = (await WithoutAsync(error, [call], verb, Name)).FailsInOneLine(App.Test, 1);
            Assert.Equal($"testapp: cannot reach process {pid}: {missing}; do it from outside, or end it with kill(1)\n", result.Error);
        }

        Assert.Equal(pid, Daemon.Process.Pid);
        (await Sandbox.RunAsync(App.Test, "stop", Name)).Succeeds();
    }

    [Theory]
    [InlineData("EPERM", "denies fcntl(2) with F_OFD_SETLK (operation not permitted)", "allow that call")]
    [InlineData("ENOSYS", "denies fcntl(2) with F_OFD_SETLK (function not implemented)", "allow that call")]
    [InlineData("EINVAL", "denies fcntl(2) with F_OFD_SETLK (invalid argument)", "choose a PidFile on another file system")]
    [InlineData("ENOLCK", "no locks available", "choose a PidFile on a file system that has locks, such as /run")]
    [Trait("Issue", "15")]
    public async Task WithoutLocksNothingStarts(string error, string missing, string wayOut)
    {
        string[] locks = ["fcntl:1=37", "fcntl:1=36"];
        foreach (var verb in (string[])["start", "run", "once", "start"])
        {
            var result = (await WithoutAsync(error, locks, verb, Name)).FailsInOneLine(App.Test, 1);
            Assert.Contains($"cannot lock {Daemon.LockFile}: ", result.Error, StringComparison.Ordinal);
            Assert.Contains(missing, result.Error, StringComparison.Ordinal);
            Assert.Contains(wayOut, result.Error, StringComparison.Ordinal);
            await Sandbox.AssertNothingIsLeftAsync(Daemon);
        }

        // The table omits the middle of a long text.
        Assert.Contains(
            "unknown  cannot lock ", (await WithoutAsync(error, locks, "status", Name)).ExitsWith(4).Output, StringComparison.Ordinal);
        Assert.Contains(
            missing, (await WithoutAsync(error, locks, "stop", Name)).FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPERM", "operation not permitted")]
    [InlineData("ENOSYS", "function not implemented")]
    [Trait("Issue", "15")]
    public async Task WatcherWithoutItsSignalsIsRefusedByStart(string error, string text)
    {
        var start = (await WithoutAsync(error, ["signalfd4"], "start", Name, "--restart", "always")).FailsInOneLine(App.Test, 1);
        Assert.Equal(
            $"testapp: cannot start {Name}: cannot watch over it (Restart): a sandbox (such as a container's seccomp profile) denies " +
            $"signalfd(2) ({text}); "
            + "allow that call, or start it with --restart never\n",
            start.Error);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        (await WithoutAsync(error, ["signalfd4"], "start", Name, "--restart", "never")).Succeeds();
        (await WithoutAsync(error, ["signalfd4"], "stop", Name)).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    [Theory]
    [InlineData("EPERM", "operation not permitted")]
    [InlineData("ENOSYS", "function not implemented")]
    [Trait("Issue", "15")]
    public async Task WithoutASessionOfItsOwnNothingStarts(string error, string text)
    {
        var start = (await WithoutAsync(error, ["setsid"], "start", Name)).FailsInOneLine(App.Test, 1);
        Assert.EndsWith(
            $": {text}; a sandbox (such as a container's seccomp profile) denies clone(2), clone3(2), setsid(2) or execve(2); allow " +
            "them, or use 'run'\n", start.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    private Task<CommandResult> WithoutAsync(string error, string[] calls, params string[] args) =>
        Sandbox.ExecuteAsync(Tools.Python, Without(error, calls, args));

    private static string[] Without(string error, string[] calls, params string[] args) =>
        [Tools.Script("without.py"), error, .. calls, "--", App.Test.File, .. args];
}
