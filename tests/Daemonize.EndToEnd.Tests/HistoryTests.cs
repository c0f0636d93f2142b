using System.Globalization;
using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>What a daemon leaves in its history, and that <c>status</c> and other programs read the same from it.</summary>
public sealed class HistoryTests : EndToEndTest
{
    private DaemonFiles Daemon => Sandbox.Daemon("walk");

    [Fact]
    public async Task RecordsTellTheLifeOfADaemon()
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=1h")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse is { LastTick: 1, IsTicking: false, HasSucceeded: true });
        (await Sandbox.RunAsync(App.Test, "reload", "walk")).Succeeds();
        await File.WriteAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "fail"), "", TestContext.Current.CancellationToken);
        (await Sandbox.RunAsync(App.Test, "tick", "walk")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse is { LastTick: 2, HasSucceeded: false, Failed: 1 });
        var pid = Daemon.Pid;
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();

        var history = HistoryView.Read(Daemon.HistoryFile);
        Assert.Equal(
            [
                (RecordView.OfStarted, 0, 0), (RecordView.OfReady, 0, 0), (RecordView.OfTick, 0, 1), (RecordView.OfReload, 0, 0),
                (RecordView.OfTick, 0, 2), (RecordView.OfEnd, 0, 0),
            ],
            history.Records.Select(static record => (record.Kind, (int)record.Count, (int)record.Tick)));
        Assert.Equal(Enumerable.Range(1, 6).Select(static number => (uint)number), history.Records.Select(static one => one.Sequence));
        Assert.Equal([false, false, false, false, true, false], history.Records.Select(static record => record.IsByHand));
        Assert.Equal([false, false, false, false, true, false], history.Records.Select(static record => record.HasFailed));
        Assert.Equal(history.Records.Select(static record => record.At).Order(), history.Records.Select(static record => record.At));
        Assert.Equal(2, history.Minutes.Sum(static minute => minute.Ticks));
        Assert.Equal(1, history.Minutes.Sum(static minute => minute.Failed));
        Assert.Equal((2, 1), ((int)history.Hours.Sum(static hour => hour.Ticks), history.Hours.Sum(static hour => hour.Failed)));
        Assert.All(history.Minutes, static minute => Assert.InRange(minute.Resident, 1_000u, 1_000_000u));
        var pulse = history.Pulse!;
        Assert.Equal(
            (pid, 2L, 1L, 6u, 0L, 0L, true),
            (pulse.Pid, pulse.Ticks, pulse.Failed, pulse.NewestRecord, pulse.NextAt, pulse.Due, pulse.IsStopping));
        Assert.Equal((HistoryView.Size, 0), (new FileInfo(Daemon.HistoryFile).Length, history.Torn));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Daemon.HistoryFile));

        // The next run goes on after it.
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=1h")).Succeeds();
        history = await Wait.ForHistoryAsync(Daemon, static history => history.Records.Count == 9);
        Assert.Equal((7u, RecordView.OfStarted), (history.Records[6].Sequence, history.Records[6].Kind));
        Assert.True(history.Pulse!.Counter > pulse.Counter);
    }

    /// <summary>A program in C, which has nothing of ours, and the example of docs/history.md.</summary>
    [Fact]
    public async Task ReaderInCReadsWhatStatusTells()
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=1h")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse is { LastTick: 1, IsTicking: false, NextAt: > 0 });
        await File.WriteAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "fail"), "", TestContext.Current.CancellationToken);
        (await Sandbox.RunAsync(App.Test, "tick", "walk")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse is { LastTick: 2, IsTicking: false, NextAt: > 0 });

        var lines = (await Sandbox.ExecuteAsync(await CompileReaderAsync(), "show", Daemon.HistoryFile)).Succeeds().Output.Split('\n');
        var pulse = Fields(lines[0]);
        var json = (await Sandbox.RunAsync(App.Test, "status", "walk", "--format=json")).Succeeds().Output;
        var status = JsonDocument.Parse(json).RootElement[0];
        string[] same = ["pid", "ticks", "skipped", "late", "failed"];
        foreach (var member in same)
        {
            Assert.Equal(status.GetProperty(member).GetInt64(), long.Parse(pulse[member], CultureInfo.InvariantCulture));
        }

        Assert.Equal("2", pulse["ticks"]);
        Assert.Equal("1", pulse["failed"]);
        Assert.Equal(Microseconds(status.GetProperty("nextAt")), pulse["next"]);
        var last = status.GetProperty("lastTick");
        Assert.Equal((last.GetProperty("number").ToString(), Microseconds(last.GetProperty("startedAt"))), (pulse["last"], pulse["at"]));
        Assert.Equal(
            TimeSpan.Parse(last.GetProperty("took").GetString()!, CultureInfo.InvariantCulture).TotalSeconds,
            double.Parse(pulse["took"], CultureInfo.InvariantCulture), tolerance: 1e-5);
        Assert.False(last.GetProperty("succeeded").GetBoolean());

        var records = lines.Where(static line => line.StartsWith("record ", StringComparison.Ordinal)).Select(Fields).ToArray();
        Assert.Equal(["3", "4", "1", "1"], records.Select(static record => record["kind"]));
        Assert.Equal((pulse["last"], pulse["at"], pulse["took"]), (records[3]["tick"], records[3]["at"], records[3]["took"]));
        Assert.Equal(["0", "10"], records[2..].Select(static record => record["flags"]));

        var example = Path.Combine(Sandbox.Root, "example.py");
        await File.WriteAllTextAsync(example, await ExampleAsync(), TestContext.Current.CancellationToken);
        var printed = (await Sandbox.ExecuteAsync(Tools.Python, example, Daemon.HistoryFile)).Succeeds().Output;
        Assert.Matches(
            $"^pid {Daemon.Pid}: 2 ticks, 1 failed\n[0-9: -]+  tick 1 took [0-9.]+ s\n[0-9: -]+  tick 2 took [0-9.]+ s, failed\n$",
            printed);
    }

    /// <summary>Two readers, in C and in C#, read without a pause while a daemon ticks, and is stopped, killed and started.</summary>
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task ReaderInATightLoopSeesNoTornAndNoRecedingPulse()
    {
        var rounds = LongRounds.Of(2);
        var reader = await CompileReaderAsync();
        await StartTickingAsync();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        var done = Path.Combine(Sandbox.Root, "done");
        var inC = Sandbox.Begin(reader, "watch", Daemon.HistoryFile, done);
        var isDone = false;
        var here = Task.Run(() => Watch(Daemon.HistoryFile, () => Volatile.Read(ref isDone)), TestContext.Current.CancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 50);
            if (round % 2 == 0)
            {
                await Daemon.KillAsync();
                await StartTickingAsync();
            }
            else
            {
                (await Sandbox.RunAsync(App.Test, "restart", "walk")).Succeeds();
            }
        }

        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 50);
        Volatile.Write(ref isDone, true);
        await File.WriteAllTextAsync(done, "", TestContext.Current.CancellationToken);
        var seen = Fields((await inC.CompleteAsync()).Succeeds().Output);
        Assert.Equal(rounds + 1, int.Parse(seen["runs"], CultureInfo.InvariantCulture));
        var (pulses, runs) = await here;
        Assert.Equal(rounds + 1, runs);

        // On a busy machine the readers get little time.
        Assert.InRange(int.Parse(seen["pulses"], CultureInfo.InvariantCulture), 2 * runs, int.MaxValue);
        Assert.InRange(pulses, 2 * runs, int.MaxValue);

        Task<CommandResult> StartTickingAsync() => Sandbox.RunAsync(App.Test, "start", "walk", "--interval=2ms");
    }

    [Fact]
    public async Task ParallelTicksLoseNoRecord()
    {
        const int runs = 400;
        (await Sandbox.RunAsync(
            App.Test, "start", "walk", "--interval=1ms", "--overlap=parallel", "--max-parallel=8", $"--max-runs={runs}")).Succeeds();
        await Wait.UntilAsync(() => !Daemon.IsLocked, "all ticks are done");

        var history = HistoryView.Read(Daemon.HistoryFile);
        var ticks = history.Records.Where(static record => record.Kind == RecordView.OfTick).ToArray();
        Assert.Equal(Enumerable.Range(1, runs), ticks.Select(static record => (int)record.Tick).Order());
        Assert.All(ticks, static record => Assert.False(record.IsRunning));
        Assert.Equal(
            Enumerable.Range(1, history.Records.Count).Select(static number => (uint)number),
            history.Records.Select(static record => record.Sequence));
        Assert.Equal((runs, runs), ((int)history.Pulse!.Ticks, (int)history.Minutes.Sum(static minute => minute.Ticks)));
        Assert.Equal(history.Pulse.SumOfTook, ticks.Sum(static record => (double)record.Took), tolerance: 1e-3);
    }

    [Fact]
    public async Task RestartByTheWatcherKeepsTheHistory()
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--restart=always", "--restart-delay=20ms")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        await Daemon.KillAsync();

        var history = await Wait.ForHistoryAsync(
            Daemon,
            history => history.Pulse?.Pid == Daemon.Record?.Pid
                && history.Records.Any(static record => record.Kind == RecordView.OfRestart));
        var restart = history.Records.Single(static record => record.Kind == RecordView.OfRestart);
        Assert.Equal(1, restart.Count);
        Assert.Equal((RecordView.OfStarted, RecordView.OfReady), (history.Records[0].Kind, history.Records[1].Kind));
        Assert.Contains(history.Records, record => record.Kind == RecordView.OfTick && record.Sequence < restart.Sequence);
        Assert.DoesNotContain(history.Records, static record => record.Kind == RecordView.OfEnd);
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
    }

    [Fact]
    public async Task EachInstanceHasItsOwn()
    {
        var pids = await Sandbox.StartInstancesAsync("walk", 2);
        for (var number = 1; number <= 2; number++)
        {
            var daemon = Sandbox.Instance("walk", number);
            Assert.Equal(Path.Combine(Sandbox.RuntimeDirectory, $"walk.{number}.history"), daemon.HistoryFile);
            Assert.Equal(pids[number - 1], (await Wait.ForPulseAsync(daemon, static pulse => pulse.LastTick > 0)).Pid);
        }
    }

    /// <summary>What a hung daemon was doing is in the pulse and in its last record.</summary>
    [Fact]
    public async Task RunningTickIsSeenAndStaysAfterAKill()
    {
        await File.WriteAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "hang"), "", TestContext.Current.CancellationToken);
        await Sandbox.StartAsync(App.Test, "walk");
        var pulse = await Wait.ForPulseAsync(Daemon, static pulse => pulse is { Ticks: 1, IsTicking: true });
        Assert.True(pulse.RunningSince > 0);
        await Daemon.KillAsync();

        var last = HistoryView.Read(Daemon.HistoryFile).Records[^1];
        Assert.Equal((RecordView.OfTick, true, 1u, 0f), (last.Kind, last.IsRunning, last.Tick, last.Took));
    }

    [Fact]
    public async Task WithoutAHistoryTheNumbersAreInTheStatusFile()
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--no-history")).Succeeds();
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("\"lastTick\"", StringComparison.Ordinal));
        var status = (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output;
        Assert.Matches("^walk  running  .* [0-9]+ ticks?, 0 failed", status);
        Assert.DoesNotContain("no history", status, StringComparison.Ordinal);
        Assert.False(File.Exists(Daemon.HistoryFile));
    }

    /// <summary>A daemon of the version before runs on after its program is replaced.</summary>
    [Fact]
    public async Task StatusOfTheVersionBeforeIsRead()
    {
        (await Sandbox.RunAsync(App.Test, "start", "silent", "--no-history")).Succeeds();
        var daemon = Sandbox.Daemon("silent");
        await Wait.ForFileAsync(daemon.StatusFile, static text => text.EndsWith('}'));
        var old =
            $$"""{"version":2,"name":"silent","pid":{{daemon.Pid}},"startTime":{{daemon.Process.StartTime}},"ticks":99,"skipped":3,"late":0,"failed":2}""";
        await File.WriteAllTextAsync(daemon.StatusFile, old, TestContext.Current.CancellationToken);
        var status = (await Sandbox.RunAsync(App.Test, "status", "silent")).Succeeds().Output;
        Assert.Contains("  99 ticks, 2 failed, 3 skipped  ", status, StringComparison.Ordinal);
    }

    /// <summary>Reads the pulse until it must end; returns how many pulses of how many runs it has seen.</summary>
    private static (int Pulses, int Runs) Watch(string path, Func<bool> isDone)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var head = new byte[384];
        var (pulses, runs) = (0, 0);
        PulseView? before = null;
        while (!isDone())
        {
            PulseView? pulse = null;
            for (var attempt = 0; attempt < 100 && pulse is null; attempt++)
            {
                Assert.Equal(head.Length, RandomAccess.Read(file, head, 0));
                Assert.True(HistoryView.IsHistory(head));
                pulse = HistoryView.PulseOf(head);
            }

            Assert.NotNull(pulse);
            if (pulse == before)
            {
                continue;
            }

            var isSameRun = (before?.Pid, before?.StartTime) == (pulse.Pid, pulse.StartTime);
            Assert.True(
                before is null || (pulse.Counter > before.Counter && (!isSameRun || (pulse.Ticks >= before.Ticks
                    && pulse.LastTick >= before.LastTick && pulse.NewestRecord >= before.NewestRecord))), $"{pulse} after {before}");
            (before, pulses, runs) = (pulse, pulses + 1, runs + (isSameRun ? 0 : 1));
        }

        return (pulses, runs);
    }

    private async Task<string> CompileReaderAsync()
    {
        var reader = Path.Combine(Sandbox.Root, "history_reader");
        (await Sandbox.ExecuteAsync(
            Tools.Compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-o", reader, Tools.Script("history_reader.c"))).Succeeds();
        return reader;
    }

    /// <summary>Gets the program in Python of the page.</summary>
    private static async Task<string> ExampleAsync()
    {
        const string begin = "```python\n";
        var page = await File.ReadAllTextAsync(
            Path.GetFullPath("../../../../docs/history.md", AppContext.BaseDirectory), TestContext.Current.CancellationToken);
        var code = page[(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..];
        return code[..code.IndexOf("```", StringComparison.Ordinal)];
    }

    /// <summary>Gets the values of a line that the reader has printed.</summary>
    private static Dictionary<string, string> Fields(string line) =>
        line.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => word.Contains('=', StringComparison.Ordinal))
            .Select(static word => word.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);

    private static string Microseconds(JsonElement time) =>
        ((time.GetDateTimeOffset().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond)
            .ToString(CultureInfo.InvariantCulture);
}
