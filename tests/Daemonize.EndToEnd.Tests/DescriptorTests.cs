using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The descriptors of a daemon, whichever ones its caller had open or closed.</summary>
public sealed partial class DescriptorTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "6")]
    public async Task StandardStreamsAreNothingAndTheLog()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");
        AssertStandardStreams(daemon);
    }

    [Fact]
    [Trait("Checklist", "6")]
    [Trait("Checklist", "7")]
    public async Task DaemonHasOnlyWhatItNeeds()
    {
        var leak = Path.Combine(Sandbox.Root, "leak");
        await File.WriteAllTextAsync(leak, "", TestContext.Current.CancellationToken);
        string[] open = ["--file", leak, "--open=3", "--open=4", "--open=5", "--open=9", "--open=10", "--open=20", "--open=300"];
        var command = Sandbox.Begin(Tools.Python, [Tools.Script("launch.py"), .. open, "--", App.Test.File, "start", "wait"]);
        var caller = Callers(command.Pid);
        (await command.CompleteAsync()).Succeeds();
        var daemon = Sandbox.Daemon("wait");

        await Wait.ForCallAsync(daemon);

        foreach (var (number, target) in daemon.Process.Descriptors)
        {
            Assert.True(
                target == "/dev/null" || target == daemon.LogFile || target == daemon.LockFile || target == daemon.PidFile
                    || target == daemon.HistoryFile || RuntimesOwn().IsMatch(target),
                $"the daemon has {target} open as {number}");
            Assert.DoesNotContain(target, caller);
        }
    }

    /// <summary>Two readers of one endless pipe would wait forever; the sandbox gives up after a while.</summary>
    [Theory]
    [InlineData("x=$(\"$0\" start wait); echo \"got $x\"")]
    [InlineData("\"$0\" start wait | cat")]
    [InlineData("\"$0\" start wait 2>&1 | cat")]
    [Trait("Checklist", "6")]
    public async Task CallersPipeEnds(string script) =>
        Assert.Matches(
            @"^(got )?wait started \(pid \d+\)\n$", (await Sandbox.ExecuteAsync("/bin/sh", "-c", script, App.Test.File)).Succeeds().Output);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0, 1, 2)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [Trait("Checklist", "7")]
    public async Task CallerMayHaveClosedItsOwn(params int[] closed)
    {
        var close = Array.ConvertAll(closed, descriptor => $"--close={descriptor}");
        (await Sandbox.ExecuteAsync(Tools.Python, [Tools.Script("launch.py"), .. close, "--", App.Test.File, "start", "wait"])).ExitsWith(
            0);
        var daemon = Sandbox.Daemon("wait");

        AssertStandardStreams(daemon);

        // Nothing was written to the file that took the place of a closed descriptor.
        Assert.Matches(
            @"^\d+ \d+ \d+ \d+\nready\nwait [0-9a-f-]+/pid:\[\d+\] testapp\n/.+/wait\.pid\.lock\n$",
            await File.ReadAllTextAsync(daemon.LockFile, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("wait started", daemon.Log, StringComparison.Ordinal);
        Assert.All(File.ReadLines(daemon.LogFile), line => Assert.Matches("^[0-9T:.-]+Z (info |warn ) wait: ", line));
    }

    [Fact]
    [Trait("Checklist", "8")]
    public async Task LimitOfDescriptorsCostsNothing()
    {
        // The highest possible number; the runtime raises its limit to that anyway.
        var limit = ProcessView.Read(Environment.ProcessId).Limit("Max open files").Hard;
        Assert.SkipUnless(int.Parse(limit, null) >= 20_000, $"needs a hard limit of open files of 20000 or more; it is {limit}");
        var trace = Path.Combine(Sandbox.Root, "trace");
        var traced = Sandbox.Begin(
            Tools.Python, Tools.Script("launch.py"), "--nofile", limit, "--", Tools.Strace, "-f", "-o", trace, "-e",
            "trace=close,fcntl,close_range", App.Test.File, "start", "wait");
        var daemon = Sandbox.Daemon("wait");
        await Sandbox.WaitUntilRunningAsync(daemon, traced);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        (await traced.CompleteAsync()).ExitsWith(0);

        Assert.InRange(File.ReadLines(trace).Count(), 100, 10_000);
        Assert.Single(File.ReadLines(trace), line => line.Contains("close_range(5, 4294967295, ", StringComparison.Ordinal));
    }

    private static void AssertStandardStreams(DaemonFiles daemon)
    {
        var descriptors = daemon.Process.Descriptors;
        Assert.Equal(("/dev/null", daemon.LogFile, daemon.LogFile), (descriptors[0], descriptors[1], descriptors[2]));
    }

    /// <summary>Identifies the caller's pipes, sockets and files by name and inode.</summary>
    private static List<string> Callers(int pid) => [.. ProcessView.Read(pid).Descriptors.Values.Where(target => target != "/dev/null")];

    /// <summary>
    /// The runtime's own descriptors: assemblies, its pipes for signals, its tracing socket, an event that wakes the schedule.
    /// </summary>
    [GeneratedRegex(@"\.dll$|^pipe:|^socket:|^anon_inode:|^/memfd:doublemapper|^/dev/urandom$")]
    private static partial Regex RuntimesOwn();
}
