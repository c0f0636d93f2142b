using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>SIGKILL for the starter at any moment leaves a whole daemon or nothing.</summary>
public sealed partial class StarterKilledTests : EndToEndTest
{
    private const int Rounds = 300;

    /// <summary>Calls of the command's main thread in the order of a start; the last ones of each are ours, the earlier ones the runtime's.</summary>
    private static readonly string[] Calls = ["openat", "fcntl", "ftruncate", "pipe2", "statx", "clone3", "clone", "vfork", "close", "ppoll", "poll", "read", "wait4", "write"];

    private DaemonFiles Daemon => Sandbox.Daemon("wait");

    /// <summary>Two halves side by side, so that each also meets a busy machine.</summary>
    [Fact]
    [Trait("Checklist", "22")]
    public async Task AtAnyMoment()
    {
        var results = await Task.WhenAll(Half(Sandbox, seed: 1), Half(CreateSandbox(), seed: 2));

        // Or the moments were not spread over the whole start.
        var daemons = results.Sum();
        Assert.InRange(daemons, 1, Rounds - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{daemons} daemons of {Rounds}");

        static async Task<int> Half(Sandbox sandbox, int seed)
        {
            var random = new Random(seed);
            var whole = await MeasureAsync(sandbox);
            var daemons = 0;
            for (var i = 0; i < Rounds / 2; i++)
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
    public async Task AtEachSystemCall()
    {
        var counts = await CountCallsAsync();
        foreach (var call in Calls.Where(counts.ContainsKey))
        {
            for (var when = counts[call]; when > Math.Max(0, counts[call] - 4); when--)
            {
                // On the way into the call: what it would have done is not done. No -f, so that only the command's main thread is traced.
                using var start = Sandbox.Begin(
                    Tools.Strace, "-o", "/dev/null", "-e", "trace=" + call, "-e", $"inject={call}:signal=KILL:when={when}", App.Test.File, "start", "wait");
                await start.CompleteAsync();
                await SettleAsync(Sandbox, start);
            }
        }
    }

    /// <summary>Waits until it is decided, and fails unless it is a whole daemon, which is ended, or nothing. Says which.</summary>
    private static async Task<bool> SettleAsync(Sandbox sandbox, RunningCommand start)
    {
        await start.CompleteAsync();
        var daemon = sandbox.Daemon("wait");
        await Wait.UntilAsync(
            () => (!daemon.IsLocked && sandbox.Processes is []) || (daemon.IsRunning && sandbox.Processes is [var alone] && alone.Pid == daemon.Record!.Pid), "the start is settled");
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

    /// <summary>How long a start takes here and now.</summary>
    private static async Task<TimeSpan> MeasureAsync(Sandbox sandbox)
    {
        var start = (await sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
        (await sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        return start.Duration;
    }

    /// <summary>To a fraction of a millisecond, which a timer does not give.</summary>
    private static async Task Delay(TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        if (time.TotalMilliseconds > 2)
        {
            await Task.Delay(time - TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken);
        }

        SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() >= end);
    }

    /// <summary>How often the command's main thread makes each call in a start that is left alone.</summary>
    private async Task<Dictionary<string, int>> CountCallsAsync()
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        (await Sandbox.ExecuteAsync(Tools.Strace, "-o", trace, App.Test.File, "start", "wait")).ExitsWith(0);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
        return File.ReadLines(trace).Select(line => Name().Match(line).Groups[1].Value).Where(name => name.Length > 0).CountBy(name => name).ToDictionary();
    }

    [GeneratedRegex(@"^(\w+)\(")]
    private static partial Regex Name();
}
