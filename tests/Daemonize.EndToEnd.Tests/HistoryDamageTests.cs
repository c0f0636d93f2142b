using System.Globalization;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Whatever happens to the history file, the daemon ticks on and <c>status</c> is right; and the file comes back where that is possible.
/// </summary>
public sealed class HistoryDamageTests : EndToEndTest
{
    private const int Nobody = 65534;

    private DaemonFiles Daemon => Sandbox.Daemon("walk");

    [Theory]
    [InlineData("removed")]
    [InlineData("truncated")]
    [InlineData("a text")]
    [InlineData("a link")]
    [InlineData("a FIFO")]
    [InlineData("of another user")]
    public async Task FileComesBack(string how)
    {
        await Sandbox.StartAsync(App.Test, "walk");
        var before = await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 2);
        var moved = Path.Combine(Sandbox.Root, "moved");
        switch (how)
        {
            case "truncated":
                using (var file = File.OpenHandle(Daemon.HistoryFile, access: FileAccess.Write, share: FileShare.ReadWrite))
                {
                    RandomAccess.SetLength(file, 0);
                }

                break;
            case "of another user":
                Tools.RequireRoot();
                (await Sandbox.ExecuteAsync("/usr/bin/chown", $"{Nobody}", Daemon.HistoryFile)).Succeeds();
                break;
            default:
                File.Move(Daemon.HistoryFile, moved);
                await PutThereAsync(how, moved);
                break;
        }

        await AssertTicksOnAsync();
        var history = await Wait.ForHistoryAsync(
            Daemon,
            history => history.Pulse?.Counter > before.Counter
                && history.Records.Any(static record => record.Kind == RecordView.OfTick));
        Assert.Equal((Daemon.Pid, 0), (history.Pulse!.Pid, history.Torn));
        var user = (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", Daemon.LockFile)).Succeeds().Output.TrimEnd();
        await Wait.ForAnswerAsync(
            () => Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u %a %h %F", Daemon.HistoryFile),
            stat => stat.Output == $"{user} 600 1 regular file\n", "the file is the daemon's own again");
        await AssertTicksOnAsync();
        var noted = (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output;
        Assert.DoesNotContain("no history", noted, StringComparison.Ordinal);
    }

    /// <summary>A directory cannot be replaced by a file: the numbers are in the status file until it is gone.</summary>
    [Fact]
    public async Task DirectoryInItsPlaceIsToldAndTheNumbersAreInTheStatusFile()
    {
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 2);
        File.Delete(Daemon.HistoryFile);
        Directory.CreateDirectory(Daemon.HistoryFile);
        await Wait.ForFileAsync(Daemon.LogFile, static text => text.Contains(" warn  walk: no history: ", StringComparison.Ordinal));
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("\"lastTick\"", StringComparison.Ordinal));
        Assert.Matches(
            $"^walk  running  pid {Daemon.Pid}  .* ticks, 0 failed.*  no history: cannot write {Daemon.HistoryFile}: [a-z ]+\n$",
            (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output);
        await AssertTicksOnAsync();

        Directory.Delete(Daemon.HistoryFile);
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 2);
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("\"history\":true", StringComparison.Ordinal));
        var noted = (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output;
        Assert.DoesNotContain("no history", noted, StringComparison.Ordinal);
        Assert.Single(Daemon.Log.Split('\n'), static line => line.Contains("no history", StringComparison.Ordinal));
    }

    /// <summary>What is there before the start and is no history of this version is replaced, and neither followed nor believed.</summary>
    [Theory]
    [InlineData("a text")]
    [InlineData("a link")]
    [InlineData("a FIFO")]
    [InlineData("another version")]
    [InlineData("another size")]
    public async Task OtherFileIsReplacedByTheNextStart(string how)
    {
        (await Sandbox.RunAsync(App.Test, "start", "walk")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        var moved = Path.Combine(Sandbox.Root, "moved");
        File.Move(Daemon.HistoryFile, moved);
        var whole = await File.ReadAllBytesAsync(moved, TestContext.Current.CancellationToken);
        switch (how)
        {
            case "another version":
                whole[8] = 9;
                await File.WriteAllBytesAsync(Daemon.HistoryFile, whole, TestContext.Current.CancellationToken);
                break;
            case "another size":
                await File.WriteAllBytesAsync(Daemon.HistoryFile, whole[..^32], TestContext.Current.CancellationToken);
                break;
            default:
                await PutThereAsync(how, moved);
                break;
        }

        (await Sandbox.RunAsync(App.Test, "start", "walk")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 0);
        var history = HistoryView.Read(Daemon.HistoryFile);
        Assert.Equal((1u, RecordView.OfStarted), (history.Records[0].Sequence, history.Records[0].Kind));
        await AssertTicksOnAsync();
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        Assert.Equal(whole[4096..], (await File.ReadAllBytesAsync(moved, TestContext.Current.CancellationToken))[4096..]);
    }

    [Fact]
    public async Task FullDiskCostsTheHistoryOnly()
    {
        var result = await Sandbox.RunInMountNamespaceAsync("""
            mount -t tmpfs -o size=64k none "$RUNTIME_DIRECTORY"
            history=$RUNTIME_DIRECTORY/walk.history
            says() { "$app" status walk > "$out/said" && grep -q "$1" "$out/said"; }
            ticks() { "$app" status walk --format json | sed -n 's/.*"ticks": \([0-9]*\).*/\1/p'; }
            ticking() { [ "$(ticks)" -gt "$1" ]; }
            "$app" start walk
            await says 'no history: cannot write .*: no space left on device$'
            await ticking "$(ticks)"
            [ ! -e "$history" ] && [ ! -e "$history.new" ] || fail 'half a file is left'
            mount -o remount,size=1m "$RUNTIME_DIRECTORY"
            await test -s "$history"
            await says 'walk  running .* cpu [0-9.]*s$'
            await ticking "$(ticks)"

            # A file with holes cannot be filled on a full disk.
            : > "$history"
            dd if=/dev/zero of="$RUNTIME_DIRECTORY/ballast" bs=4k 2>/dev/null || true
            await says 'no history: cannot write '
            await ticking "$(ticks)"
            rm "$RUNTIME_DIRECTORY/ballast"
            await says 'walk  running .* cpu [0-9.]*s$'
            await ticking "$(ticks)"
            [ "$(stat -c %s "$history")" -eq 107520 ] || fail 'it is not whole'
            "$app" stop walk
            grep -c 'warn  walk: no history' "$log/walk.log"
            """);
        Assert.EndsWith("\n2\n", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A write that fails once: until the file is opened again, the numbers are in the status file, and then no more.</summary>
    [Fact]
    public async Task WriteThatFailsOnceIsNotTheEndOfIt()
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        var run = Sandbox.Begin(
            Tools.Strace, "-f", "-qq", "-o", trace, "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EIO:when=60",
            App.Test.File, "run", "walk");
        await Sandbox.WaitUntilRunningAsync(Daemon, run);
        await Wait.ForFileAsync(trace, static text => text.Contains("INJECTED", StringComparison.Ordinal));
        var counter = HistoryView.Read(Daemon.HistoryFile).Pulse!.Counter;
        await AssertTicksOnAsync();
        await Wait.ForPulseAsync(Daemon, pulse => pulse.Counter > counter + 4);
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("\"history\":true", StringComparison.Ordinal));
        await AssertTicksOnAsync();
        Assert.Equal(0, HistoryView.Read(Daemon.HistoryFile).Torn);
        await Daemon.TerminateAsync();
        await run.CompleteAsync();
    }

    /// <summary>Nothing else happens for an hour that would have the status file written again.</summary>
    [Fact]
    public async Task QuietDaemonWhoseWriteFailedIsRightAgainToo()
    {
        // Of the pulse of the first tick, after 27 writes for the file, a pulse, and three records.
        var run = Sandbox.Begin(
            Tools.Strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EIO:when=32", App.Test.File,
            "run", "walk", "--interval=1h");
        await Sandbox.WaitUntilRunningAsync(Daemon, run);
        await Wait.ForFileAsync(
            Daemon.StatusFile,
            static text => text.Contains("\"history\":false", StringComparison.Ordinal)
                && text.Contains("\"lastTick\"", StringComparison.Ordinal));
        await Wait.ForFileAsync(Daemon.StatusFile, static text => text.Contains("\"history\":true", StringComparison.Ordinal));
        var pulse = await Wait.ForPulseAsync(Daemon, static pulse => pulse.Ticks == 1);
        Assert.True(pulse.NextAt > 0);
        var status = (await Sandbox.RunAsync(App.Test, "status", "walk")).Succeeds().Output;
        Assert.Contains("  1 tick, 0 failed  next in ", status, StringComparison.Ordinal);
        await Daemon.TerminateAsync();
        await run.CompleteAsync();
    }

    /// <summary>
    /// SIGKILL instead of any of the writes, those of a new file too: what is there is whole, and the next run goes on after it.
    /// </summary>
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task KillAtAnyWriteLeavesWholeRecordsOnly()
    {
        // A new file is written in 27 pieces.
        int[] creation = [1, 27, 28];
        var random = new Random(20261129);
        var newest = 0u;
        var rounds = LongRounds.Of(6);
        for (var round = 0; round < rounds; round++)
        {
            var isNew = round < creation.Length || round % 5 == 0;
            if (isNew)
            {
                File.Delete(Daemon.HistoryFile);
                newest = 0;
            }

            var when = round < creation.Length ? creation[round] : random.Next(1, 150);
            using var run = Sandbox.Begin(
                Tools.Strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e",
                $"inject=pwrite64:signal=KILL:when={when}", App.Test.File, "run", "walk", "--interval=5ms");
            var result = await run.CompleteAsync();
            Assert.True(result.ExitCode != 0, $"it was not killed at write {when}\n{result}");
            newest = AssertWhole(newest, $"after write {when}");
        }

        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=5ms")).Succeeds();
        await Wait.ForPulseAsync(Daemon, static pulse => pulse.LastTick > 10);
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        Assert.True(AssertWhole(newest, "at last") > newest + 10);
        Assert.False(File.Exists(Daemon.HistoryFile + ".new"));
    }

    /// <summary>Asserts that the file, if there is one, has records without a gap, and goes on after those of before.</summary>
    private uint AssertWhole(uint before, string when)
    {
        if (!File.Exists(Daemon.HistoryFile))
        {
            Assert.Equal(0u, before);
            return 0;
        }

        var history = HistoryView.Read(Daemon.HistoryFile);
        Assert.True(history.Torn == 0, $"{history.Torn} torn places {when}");
        var numbers = history.Records.Select(static record => record.Sequence).ToArray();
        var newest = numbers.Length == 0 ? 0 : numbers[^1];
        Assert.Equal(numbers.Length == 0 ? [] : Enumerable.Range((int)numbers[0], numbers.Length).Select(static one => (uint)one), numbers);
        Assert.True(newest >= before, $"{newest} {when}, {before} before");
        return newest;
    }

    private async Task PutThereAsync(string what, string moved)
    {
        switch (what)
        {
            case "a text":
                await File.WriteAllTextAsync(Daemon.HistoryFile, "mine\n", TestContext.Current.CancellationToken);
                break;
            case "a link":
                File.CreateSymbolicLink(Daemon.HistoryFile, moved);
                break;
            case "a FIFO":
                Assert.Equal(0, Native.MakeFifo(Daemon.HistoryFile, 0b110_000_000));
                break;
        }
    }

    /// <summary>Waits until <c>status</c> shows a running daemon that ticks.</summary>
    private async Task AssertTicksOnAsync()
    {
        var first = await AskAsync(static _ => true);
        await AskAsync(ticks => ticks > first);

        async Task<long> AskAsync(Predicate<long> isWanted)
        {
            var ticks = 0L;
            await Wait.ForAnswerAsync(
                () => Sandbox.RunAsync(App.Test, "status", "walk"),
                status => status.Succeeds().Output.Split("  ") is [_, "running", .. var rest]
                    && rest.FirstOrDefault(static part => part.Contains(" tick", StringComparison.Ordinal)) is { } part
                    && isWanted(ticks = long.Parse(part.Split(' ')[0], CultureInfo.InvariantCulture)),
                "it ticks on");
            return ticks;
        }
    }
}
