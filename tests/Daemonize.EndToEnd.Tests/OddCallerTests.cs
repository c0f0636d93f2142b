namespace Daemonize.EndToEnd.Tests;

/// <summary>Every verb works as usual when it is called in an unusual way, and none of the caller's state reaches the daemon.</summary>
public sealed class OddCallerTests : EndToEndTest
{
    private const string Leak = "leak";

    /// <summary>All signals except SIGPIPE and those that glibc reserves; see <see cref="CallersSignalsTests"/>.</summary>
    private const ulong NotTheCallers = (1UL << (13 - 1)) | (1UL << (32 - 1)) | (1UL << (33 - 1));

    private static readonly string[] Verbs = ["start", "start", "status", "logs", "restart", "try-restart", "status", "stop", "stop"];

    private DaemonFiles Daemon => Sandbox.Daemon("wait");

    /// <summary>Options of launch.py, one set per caller.</summary>
    public static TheoryData<string, string[]> Callers => new()
    {
        { "no terminal", ["--sid"] },
        { "no standard input", ["--close=0"] },
        { "no standard output", ["--close=1"] },
        { "no standard error", ["--close=2"] },
        { "none of the three", ["--close=0", "--close=1", "--close=2"] },
        { "descriptors 3 to 200", [.. Enumerable.Range(3, 198).Select(static number => $"--open={number}")] },
        { "descriptors instead of the three", ["--open=0", "--open=1", "--open=2"] },
        {
            "signals blocked and ignored",
            [.. ((string[])["HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "CHLD", "ALRM", "PIPE", "TSTP", "RTMIN"]).SelectMany(
                static name => new[] { "--block", name, "--ignore", name })]
        },
        { "few descriptors", ["--nofile=64"] },
        { "a mask that hides all", ["--umask=777"] },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    [Trait("Issue", "5")]
    public async Task EveryVerbWorks(string caller, string[] options)
    {
        var leak = Path.Combine(Sandbox.Root, Leak);
        await File.WriteAllTextAsync(leak, "", TestContext.Current.CancellationToken);
        var pids = new HashSet<int>();
        foreach (var verb in Verbs)
        {
            var result =
                await Sandbox.ExecuteAsync(
                    Tools.Python, [Tools.Script("launch.py"), "--file", leak, .. options, "--", App.Test.File, verb, "wait"]);
            Assert.True(result is { ExitCode: 0, Error: "" }, $"{caller}, {verb}: {result}");
            if (verb is "start" or "restart" or "try-restart")
            {
                await AssertNothingIsTheCallersAsync(Daemon.Process);
                pids.Add(Daemon.Pid);
            }
            else if (verb == "stop")
            {
                await Sandbox.AssertNothingIsLeftAsync(Daemon);
            }

            // Unless the caller has redirected the output.
            if (!options.Contains("--close=1") && !options.Contains("--open=1"))
            {
                Assert.Contains(verb == "logs" ? "info  wait: started" : "wait ", result.Output, StringComparison.Ordinal);
            }
        }

        // The second start has changed nothing, and each restart has changed the pid.
        Assert.Equal(3, pids.Count);
    }

    [Fact]
    [Trait("Issue", "5")]
    public async Task WhatIsSaidGoesWhereTheCallerWantsIt()
    {
        var leak = Path.Combine(Sandbox.Root, Leak);
        await File.WriteAllTextAsync(leak, "", TestContext.Current.CancellationToken);
        await Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("launch.py"), "--file", leak, "--open=1", "--", App.Test.File, "start", "wait");
        Assert.Equal(
            $"wait started (pid {Daemon.Process.Pid})\n", await File.ReadAllTextAsync(leak, TestContext.Current.CancellationToken));
    }

    /// <summary>The directory no longer exists, but none of our paths is relative to it.</summary>
    [Fact]
    [Trait("Issue", "5")]
    public async Task DirectoryOfTheCallerMayBeGone()
    {
        foreach (var verb in Verbs)
        {
            (await RunInRemovedDirectoryAsync(verb, "wait")).Succeeds();
            Assert.Equal(verb == "stop" ? null : "/", Daemon.IsLocked ? Daemon.Process.CurrentDirectory : null);
        }

        var once = (await RunInRemovedDirectoryAsync("once", "tick")).ExitsWith(0);
        Assert.Contains("info  tick: stopped", once.Output + once.Error, StringComparison.Ordinal);
        Assert.Single(await Sandbox.OutputAsync("ticks"));
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("tick"));

        var run = Sandbox.Begin("/bin/sh", "-c", RemoveAndExecute, App.Test.File, "run", "silent");
        var silent = Sandbox.Daemon("silent");
        await Sandbox.WaitUntilRunningAsync(silent, run);
        Assert.EndsWith("/gone (deleted)", silent.Process.CurrentDirectory, StringComparison.Ordinal);
        await silent.TerminateAsync();
        (await run.CompleteAsync()).ExitsWith(0);
        await Sandbox.AssertNothingIsLeftAsync(silent);
    }

    [Theory]
    [InlineData("start", "--pid-file")]
    [InlineData("start", "--log-file")]
    [InlineData("stop", "--pid-file")]
    [Trait("Issue", "5")]
    public async Task PathThatIsRelativeToADirectoryThatIsGoneIsRefused(string verb, string option)
    {
        var result = (await RunInRemovedDirectoryAsync(verb, "wait", option, "x")).FailsInOneLine(App.Test, 2);
        Assert.Equal("testapp: cannot tell what 'x' is relative to: the current directory is gone; change to another\n", result.Error);
        Assert.Empty(Sandbox.Snapshot());
    }

    private const string RemoveAndExecute =
        "mkdir \"$DAEMONIZE_SANDBOX/gone\" && cd \"$DAEMONIZE_SANDBOX/gone\" && rmdir \"$DAEMONIZE_SANDBOX/gone\" && exec \"$0\" \"$@\"";

    private Task<CommandResult> RunInRemovedDirectoryAsync(params ReadOnlySpan<string> args) =>
        Sandbox.ExecuteAsync("/bin/sh", ["-c", RemoveAndExecute, App.Test.File, .. args]);

    private async Task AssertNothingIsTheCallersAsync(ProcessView process)
    {
        Assert.Equal("0022", process.Status("Umask"));
        Assert.Equal(0, process.Terminal);
        Assert.NotEqual(process.Pid, process.Session);
        Assert.Null(ProcessView.TryRead(process.Session));

        var descriptors = process.Descriptors;
        Assert.Equal(("/dev/null", Daemon.LogFile, Daemon.LogFile), (descriptors[0], descriptors[1], descriptors[2]));
        Assert.DoesNotContain(descriptors.Values, static target => target.EndsWith(Leak, StringComparison.Ordinal));

        // While a process creates a thread, the C library blocks all signals for a moment.
        await Wait.UntilAsync(() => process.Signals("SigBlk") == 0, "no signal is blocked");
        Assert.Equal(0UL, process.Signals("SigIgn") & ~NotTheCallers);
    }
}
