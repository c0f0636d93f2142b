using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>SIGKILL for the starter at any moment leaves either a complete daemon or nothing.</summary>
public sealed partial class StarterKilledTests : EndToEndTest
{
    /// <summary>
    /// Calls of the command's main thread in the order of a start; the last ones of each name are ours, the earlier ones the runtime's.
    /// </summary>
    private static readonly string[] Calls =
        ["openat", "fcntl", "ftruncate", "pipe2", "statx", "clone3", "clone", "vfork", "close", "ppoll", "poll", "read", "wait4", "write"];

    private DaemonFiles Daemon => Sandbox.Daemon("wait");

    /// <summary>Two halves run in parallel, so each also runs on a busy machine.</summary>
    [Fact]
    [Trait("Checklist", "22")]
    [Trait(LongRounds.Trait, "long")]
    public async Task AtAnyMoment()
    {
        var rounds = LongRounds.Of(30);
        var results = await Task.WhenAll(Half(Sandbox, seed: 1, rounds / 2), Half(CreateSandbox(), seed: 2, rounds / 2));

        // Otherwise the moments were not spread over the whole start.
        var daemons = results.Sum();
        Assert.InRange(daemons, 1, rounds - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{daemons} daemons of {rounds}");

        static async Task<int> Half(Sandbox sandbox, int seed, int rounds)
        {
            var random = new Random(seed);
            var whole = await MeasureAsync(sandbox);
            var daemons = 0;
            for (var i = 0; i < rounds; i++)
            {
                using var start = sandbox.Begin(App.Test.File, "start", "wait");
                await Delay(whole * random.NextDouble() * 1.1);
                start.Kill();
                daemons += await SettleAsync(sandbox, start) ? 1 : 0;
            }

            return daemons;
        }
    }

    [Fact]
    [Trait("Checklist", "22")]
    [Trait(LongRounds.Trait, "long")]
    public async Task AtEachSystemCall()
    {
        // The last calls of each name are ours.
        var last = LongRounds.Of(1);
        var counts = await CountCallsAsync();
        foreach (var call in Calls.Where(counts.ContainsKey))
        {
            for (var when = counts[call]; when > Math.Max(0, counts[call] - last); when--)
            {
                // The signal arrives on entry, so the call has no effect. Without -f, strace follows only the command's main thread.
                using var start = Sandbox.Begin(
                    Tools.Strace, "-o", "/dev/null", "-e", "trace=" + call, "-e", $"inject={call}:signal=KILL:when={when}", App.Test.File,
                    "start", "wait");
                await start.CompleteAsync();
                await SettleAsync(Sandbox, start);
            }
        }
    }

    /// <summary>Waits for the outcome, which must be a complete daemon, which is ended, or nothing. Returns which.</summary>
    private static async Task<bool> SettleAsync(Sandbox sandbox, RunningCommand start)
    {
        await start.CompleteAsync();
        var daemon = sandbox.Daemon("wait");
        await Wait.UntilAsync(
            () =>
                (!daemon.IsLocked && sandbox.Processes is [])
                    || (daemon.IsRunning && sandbox.Processes is [var alone] && alone.Pid == daemon.Record!.Pid), "the start is settled");
        if (!daemon.IsRunning)
        {
            await sandbox.AssertNothingIsLeftAsync(daemon);
            return false;
        }

        (await sandbox.RunAsync(App.Test, "status", "wait")).Succeeds();
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(Native.SigTerm);
        await handle.WaitForEndAsync();
        await sandbox.AssertNothingIsLeftAsync(daemon);
        return true;
    }

    /// <summary>Measures how long a start takes on this machine.</summary>
    private static async Task<TimeSpan> MeasureAsync(Sandbox sandbox)
    {
        var start = (await sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        (await sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        return start.Duration;
    }

    /// <summary>Waits with a resolution finer than a millisecond, which a timer does not have.</summary>
    private static async Task Delay(TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        if (time.TotalMilliseconds > 2)
        {
            await Task.Delay(time - TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken);
        }

        SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() >= end);
    }

    /// <summary>Counts how often the command's main thread makes each call in an undisturbed start.</summary>
    private async Task<Dictionary<string, int>> CountCallsAsync()
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        (await Sandbox.ExecuteAsync(Tools.Strace, "-o", trace, App.Test.File, "start", "wait")).ExitsWith(0);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        return File.ReadLines(trace).Select(line => Name().Match(line).Groups[1].Value).Where(name => name.Length > 0).CountBy(name => name)
            .ToDictionary();
    }

    [GeneratedRegex(@"^(\w+)\(")]
    private static partial Regex Name();
}
