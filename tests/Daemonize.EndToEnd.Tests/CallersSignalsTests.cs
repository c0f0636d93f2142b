namespace Daemonize.EndToEnd.Tests;

/// <summary>Signals, environment and other state that a daemon must not inherit from its caller.</summary>
public sealed class CallersSignalsTests : EndToEndTest
{
    private const ulong SigPipe = 1UL << (13 - 1);

    /// <summary>
    /// glibc's internal signals (SIGCANCEL, SIGSETXID), which no program can set, and the one before them, which the runtime uses.
    /// </summary>
    private const ulong Internal = (1UL << (32 - 1)) | (1UL << (33 - 1));

    [Fact]
    [Trait("Checklist", "9")]
    public async Task NothingIsBlockedOrIgnored()
    {
        await AssertDefaultsAsync((await Sandbox.StartAsync(App.Test, "wait")).Process);
    }

    [Fact]
    [Trait("Checklist", "9")]
    public async Task NothingIsBlockedOrIgnoredAlthoughTheCallerDid()
    {
        string[] names = ["INT", "QUIT", "HUP", "USR1", "USR2", "TERM", "CHLD", "ALRM"];
        string[] options = [.. names.SelectMany(name => new[] { "--block", name, "--ignore", name })];
        (await Sandbox.ExecuteAsync(
            Tools.Python, [Tools.Script("launch.py"), .. options, "--", App.Test.File, "start", "wait"])).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        await AssertDefaultsAsync(daemon.Process);

        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    /// <summary>Except SIGPIPE, which .NET leaves ignored in every process that it starts.</summary>
    [Fact]
    [Trait("Checklist", "9")]
    public async Task ChildrenOfTheDaemonInheritNothingEither()
    {
        Sandbox.Environment["TESTAPP_COMMAND"] = "exec sleep 1000";
        var daemon = await Sandbox.StartAsync(App.Test, "shell");
        ProcessView? child = null;
        await Wait.UntilAsync(
            () =>
                (child =
                    Sandbox.Processes.Find(process => process.ParentPid == daemon.Pid && process.CommandLine is ["sleep", ..])) is not null,
                    "the child runs");
        await AssertDefaultsAsync(child!);
    }

    /// <summary>The job control signals of a terminal: the process group is orphaned (setpgid(2)), so the kernel discards them.</summary>
    [Fact]
    [Trait("Checklist", "9")]
    public async Task StopSignalsOfATerminalStopNothing()
    {
        const int stop = 20;
        const int input = 21;
        const int output = 22;
        var daemon = await Sandbox.StartAsync(App.Test, "tick");
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        foreach (var signal in (int[])[stop, input, output])
        {
            handle.Signal(signal);
        }

        var ticks = Path.Combine(Sandbox.OutputDirectory, "ticks");
        var before = (await Wait.ForFileAsync(ticks)).Length;
        await Wait.ForFileAsync(ticks, text => text.Length > before + 10);
        Assert.Equal(0UL, daemon.Process.Signals("SigIgn") & 0b111UL << (stop - 1));
    }

    /// <summary>While a process creates a thread, the C library blocks all signals for a moment (pthread_create).</summary>
    private static async Task AssertDefaultsAsync(ProcessView process)
    {
        await Wait.UntilAsync(() => process.Signals("SigBlk") == 0, "no signal is blocked");
        Assert.Equal(0UL, process.Signals("SigIgn") & ~(SigPipe | Internal));
    }
}
