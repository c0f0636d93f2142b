namespace Daemonize.EndToEnd.Tests;

/// <summary>Many starts, at once and one after the other, result in one daemon, and no file grows.</summary>
public sealed class StartRaceTests : EndToEndTest
{
    [Fact]
    [Trait("Checklist", "20")]
    public async Task SecondStartSaysThatItRunsAndChangesNothing()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "wait");

        // The daemon logs that it has started after the starter already knows; and as root, that it should have another user.
        var lines = Environment.IsPrivilegedProcess ? 2 : 1;
        await Wait.ForFileAsync(daemon.LogFile, text => text.Count(static character => character == '\n') == lines);
        var (pid, written, log) = (daemon.Process.Pid, File.GetLastWriteTimeUtc(daemon.PidFile), daemon.Log);
        var record = await File.ReadAllTextAsync(daemon.LockFile, TestContext.Current.CancellationToken);

        var second = await Sandbox.RunAsync(App.Test, "start", "wait");

        Assert.Equal($"wait is already running (pid {pid})\n", second.Succeeds().Output);
        Assert.Equal((pid, written), (daemon.Process.Pid, File.GetLastWriteTimeUtc(daemon.PidFile)));
        Assert.Equal(log, daemon.Log);
        Assert.Equal(record, await File.ReadAllTextAsync(daemon.LockFile, TestContext.Current.CancellationToken));
        Assert.Single(Sandbox.Processes);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(50)]
    [Trait("Checklist", "21")]
    public async Task OfManyStartsOneStarts(int count)
    {
        var starts = new Task<CommandResult>[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = Sandbox.RunAsync(App.Test, "start", "wait");
        }

        var outputs = Array.ConvertAll(await Task.WhenAll(starts), start => start.Succeeds().Output);
        var pid = Sandbox.Daemon("wait").Process.Pid;
        Assert.Single(outputs, $"wait started (pid {pid})\n");
        Assert.Equal(count - 1, outputs.Count(output => output == $"wait is already running (pid {pid})\n"));
        Assert.Single(Sandbox.Processes);
    }

    [Fact]
    [Trait("Checklist", "20")]
    [Trait(LongRounds.Trait, "long")]
    public async Task ManyCyclesLeaveNothing()
    {
        var count = LongRounds.Of(20);
        var daemon = Sandbox.Daemon("wait");
        var pids = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            (await Sandbox.RunAsync(App.Test, "start", "wait")).Succeeds();
            pids.Add(daemon.Process.Pid);
            (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
            await Sandbox.AssertNothingIsLeftAsync(daemon);
        }

        Assert.Equal(count, pids.Count);
        Assert.Equal(
            [daemon.HistoryFile, daemon.LockFile, daemon.StatusFile],
            Directory.EnumerateFileSystemEntries(Sandbox.RuntimeDirectory).Order(StringComparer.Ordinal));
        Assert.Equal(HistoryView.Size, new FileInfo(daemon.HistoryFile).Length);
        Assert.InRange(new FileInfo(daemon.LockFile).Length, 0, 128 + daemon.LockFile.Length);
        Assert.Equal([daemon.LogFile], Directory.EnumerateFileSystemEntries(Sandbox.LogDirectory));

        // Started, stopping and stopped, for each run.
        var lines = File.ReadLines(daemon.LogFile).Count(line => !line.Contains(" warn ", StringComparison.Ordinal));
        Assert.True(lines == 3 * count, $"{lines} lines of {count} runs:\n{daemon.Log}");
    }
}
