using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary><c>history</c> shows the past of daemons that run and that have ended, in a pipe.</summary>
public sealed class HistoryVerbTests : EndToEndTest
{
    private const string Time = "20[0-9-]+T[0-9:.]+[+-][0-9:]+";
    private const string Duration = "[0-9.]+[a-z0-9]+";

    [Fact]
    public async Task FailingTicksOfADaemonThatHasEnded()
    {
        await Sandbox.StartAsync(App.Test, "hopeless");
        await Sandbox.WaitUntilEmptyAsync();

        var output = (await RunAsync("hopeless", "--since", "1h")).Succeeds().Output;

        Assert.StartsWith("hopeless: not running, last run: 3 ticks, 3 failed", output, StringComparison.Ordinal);
        Assert.Matches($"(?m)^ +- +{Time} +- +- +started\n +- +{Time} +- +- +ready\n", output);
        for (var tick = 1; tick <= 3; tick++)
        {
            Assert.Matches($"(?m)^ +{tick} +{Time} +{Duration} +{Duration} +failed", output);
        }

        Assert.Matches($"(?m)^ +- +{Time} +- +- +ended with exit code 1$", output);
        Assert.Matches($"(?m)^hour +took +({Duration} +){{4}}3 +3 +[0-9]+$", output);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task TickThatRunsAndTickThatWasKilled()
    {
        var daemon = await StartInATickAsync();
        Assert.Matches($"(?m)^ +1 +{Time} +- +{Duration} +running, by hand$", (await RunAsync("held")).Succeeds().Output);

        await daemon.KillAsync();
        var killed = (await RunAsync("held")).Succeeds().Output;
        Assert.StartsWith("held: not running, last run: 1 tick", killed, StringComparison.Ordinal);
        Assert.Matches($"(?m)^ +1 +{Time} +- +{Duration} +killed, by hand$", killed);

        await StartInATickAsync();
        var output = (await RunAsync("held")).Succeeds().Output;
        Assert.Matches("(?s)killed, by hand\n[^\n]+started after a kill or crash\n[^\n]+ready\n[^\n]+running, by hand\n", output);
        File.Delete(PathOf("hold"));
    }

    [Fact]
    public async Task SlotsThatWereSkipped()
    {
        await File.WriteAllTextAsync(PathOf("hold"), "", TestContext.Current.CancellationToken);
        (await Sandbox.RunAsync(App.Test, "start", "held", "--interval", "20ms")).Succeeds();
        await Sandbox.OutputAsync("held");

        // The slots that pass while the tick runs are counted when another tick is asked for.
        await Wait.ForAnswerAsync(
            async () =>
            {
                (await Sandbox.RunAsync(App.Test, "tick", "held")).ExitsWith(1);
                return (await RecordsAsync("held", static _ => true)).Sum(SlotsOf);
            },
            static slots => slots >= 3, "the slots are skipped");
        File.Delete(PathOf("hold"));
        Assert.Matches($"(?m)^ +- +{Time} +- +- +skipped [0-9]+ slots?$", (await RunAsync("held", "--since=1h")).Succeeds().Output);

        static int SlotsOf(JsonElement record) => record.TryGetProperty("slots", out var slots) ? slots.GetInt32() : 0;
    }

    [Fact]
    public async Task ReloadAndStop()
    {
        await Sandbox.StartAsync(App.Test, "silent");
        (await Sandbox.RunAsync(App.Test, "reload", "silent")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "stop", "silent")).Succeeds();

        Assert.Equal(
            ["started", "ready", "reloaded", "ended"],
            (await RecordsAsync("silent", static _ => true)).Select(static record => record.GetProperty("event").GetString()));
        Assert.Matches("reloaded\n.+ended with exit code 0\n", (await RunAsync("silent")).Succeeds().Output);

        (await Sandbox.RunAsync(App.Test, "start", "silent", "--no-history")).Succeeds();
        Assert.StartsWith(
            "silent: running without history, last run: 0 ticks", (await RunAsync("silent")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestartByTheWatcherKeepsTheHistory()
    {
        (await Sandbox.RunAsync(App.Test, "start", "silent", "--restart", "always", "--restart-delay", "10ms")).Succeeds();
        await RecordsAsync("silent", static record => record.GetProperty("event").GetString() == "ready");
        await Sandbox.Daemon("silent").KillAsync();

        await RecordsAsync("silent", static record => record.GetProperty("event").GetString() == "restarted");
        Assert.Matches(
            "started\n[^\n]+ready\n[^\n]+restart 1 after a kill or crash\n", (await RunAsync("silent")).Succeeds().Output);
        (await Sandbox.RunAsync(App.Test, "stop", "silent")).Succeeds();
    }

    [Fact]
    public async Task EveryInstanceHasItsHeading()
    {
        await Sandbox.StartInstancesAsync("silent", 2);
        await RecordsAsync("silent:2", static record => record.GetProperty("event").GetString() == "ready");

        var both = (await RunAsync("silent")).Output;
        Assert.Matches("(?s)^silent:1: running.*\n\nsilent:2: running", both);
        Assert.StartsWith("silent:2: running", (await RunAsync("silent:2")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesAndCsv()
    {
        (await Sandbox.RunAsync(App.Test, "start", "thrice")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();

        Assert.Equal(7, (await RunAsync("thrice", "-n", "0")).Succeeds().Output.Split('\n').Count(
            static line => line.StartsWith("LAST", StringComparison.Ordinal) || Regex.IsMatch(line, "^(hour|day|month) ")));
        var lines = (await RunAsync("thrice", "--format", "csv", "-n2")).ExitsWith(2).Error;
        Assert.Contains("history has no option '-n2'", lines, StringComparison.Ordinal);
        var csv = (await RunAsync("thrice", "--format", "csv", "-n", "2")).Succeeds().Output.Split("\r\n");
        Assert.Equal("daemon,sequence,at,event,tick,result,took_seconds,late_seconds,count,what,shard", csv[0]);
        Assert.Matches("^thrice,[0-9]+,20[0-9TZ:.-]+,tick,3,succeeded,[0-9.]+,[0-9.]+,0,ok,$", csv[1]);
        Assert.Matches("^thrice,[0-9]+,20[0-9TZ:.-]+,ended,,,,,0,ended with exit code 0,$", csv[2]);
        Assert.Equal("", csv[3]);
    }

    [Theory]
    [InlineData("--format takes text, json or csv, not 'xml'", "--format", "xml")]
    [InlineData(
        "--since takes a duration such as 10m, or a time such as 14:00 or 2026-11-25T08:00:00Z (RFC 3339), not '25:00'",
        "--since", "25:00")]
    [InlineData("--lines takes a number of lines from 0 to 2147483647, not '-1'", "--lines", "-1")]
    public async Task WrongUsageIsRefused(string message, string option, string value) => Assert.Equal(
        $"testapp: {message}\n", (await RunAsync("wait", option, value)).FailsInOneLine(App.Test, 2).Error);

    [Fact]
    public async Task SinceTakesDurationsTimesAndDates()
    {
        await Sandbox.StartAsync(App.Test, "silent");
        foreach (var since in (string[])["2h", "00:00", "2026-01-31", "2026-01-31T14:00", "2026-01-31T14:00:00Z"])
        {
            Assert.Contains("started\n", (await RunAsync("silent", "--since", since)).Succeeds().Output, StringComparison.Ordinal);
        }

        Assert.Contains(
            "nothing since 2100-", (await RunAsync("silent", "--since", "2100-01-01")).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatHasNoHistorySaysWhy()
    {
        var file = Path.ChangeExtension(Sandbox.Daemon("wait").PidFile, ".history");
        Assert.Equal(
            $"testapp: wait has no history because it has never run here: there is no {file}; start it\n",
            (await RunAsync("wait")).FailsInOneLine(App.Test, 1).Error);

        (await Sandbox.RunAsync(App.Test, "start", "wait", "--no-history")).Succeeds();
        Assert.Equal(
            $"testapp: wait has no history because it runs with History off, or could not write {file}, which its log tells; restart it " +
            "with --history\n",
            (await RunAsync("wait")).FailsInOneLine(App.Test, 1).Error);

        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.StartsWith(
            "testapp: wait has no history of its last run: ", (await RunAsync("wait")).FailsInOneLine(App.Test, 1).Error,
            StringComparison.Ordinal);
        Sandbox.Environment["DAEMONIZE_TESTAPP_HISTORY"] = "no";
        Assert.StartsWith(
            "testapp: wait has no history because History is off", (await RunAsync("wait")).FailsInOneLine(App.Test, 1).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoHistoryIsRefused()
    {
        var file = Path.ChangeExtension(Sandbox.Daemon("wait").PidFile, ".history");
        var other = PathOf("other");
        await File.WriteAllBytesAsync(other, new byte[107_520], TestContext.Current.CancellationToken);

        File.Copy(other, file);
        Assert.EndsWith(
            " is not one that this version reads; it was written by another version, or is damaged\n", await ErrorAsync(),
            StringComparison.Ordinal);
        File.Delete(file);
        File.CreateSymbolicLink(file, other);
        Assert.StartsWith($"testapp: cannot read the history of wait, {file}: ", await ErrorAsync(), StringComparison.Ordinal);
        File.Delete(file);
        Directory.CreateDirectory(file);
        Assert.EndsWith(
            " is not a regular file; remove it, and the daemon makes a new one\n", await ErrorAsync(), StringComparison.Ordinal);

        async Task<string> ErrorAsync() => (await RunAsync("wait")).FailsInOneLine(App.Test, 1).Error;
    }

    /// <summary>A program gets an object for each daemon, also for one that has never run.</summary>
    [Fact]
    public async Task JsonHasEveryDaemon()
    {
        await Sandbox.StartAsync(App.Test, "silent");
        var result = (await Sandbox.RunAsync(App.Test, "history", "silent", "wait", "--format", "json")).ExitsWith(1);

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(Sandbox.Daemon("silent").Pid, json.RootElement[0].GetProperty("pulse").GetProperty("pid").GetInt32());
        Assert.Equal("testapp: " + json.RootElement[1].GetProperty("problem").GetString() + "\n", result.Error);
    }

    [Fact]
    public async Task PortableFlavourReadsTheSame()
    {
        (await Sandbox.RunAsync(App.Test, "start", "thrice")).Succeeds();
        await Sandbox.WaitUntilEmptyAsync();

        var portable = (await Sandbox.RunAsync(App.Test with { Pivot = "_portable" }, "history", "thrice", "--format", "csv")).Succeeds();
        Assert.Equal((await RunAsync("thrice", "--format", "csv")).Succeeds().Output, portable.Output);
        Assert.Contains(",tick,3,succeeded,", portable.Output, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(string name, params ReadOnlySpan<string> options) =>
        Sandbox.RunAsync(App.Test, ["history", name, .. options]);

    /// <summary>Starts a daemon and waits until a tick runs, which lasts.</summary>
    private async Task<DaemonFiles> StartInATickAsync()
    {
        await File.WriteAllTextAsync(PathOf("hold"), "", TestContext.Current.CancellationToken);
        var daemon = await Sandbox.StartAsync(App.Test, "held");
        (await Sandbox.RunAsync(App.Test, "tick", "held")).Succeeds();
        await RecordsAsync(
            "held", static record => record.TryGetProperty("result", out var result) && result.GetString() == "running");
        return daemon;
    }

    /// <summary>Waits until the history has a record, and returns all.</summary>
    private async Task<List<JsonElement>> RecordsAsync(string name, Predicate<JsonElement> isWanted)
    {
        var output = await Wait.ForAnswerAsync(
            async () => (await RunAsync(name, "--format", "json")).Output, text => Read(text).Exists(isWanted), $"{name} has the record");
        return Read(output);

        static List<JsonElement> Read(string text) =>
            JsonDocument.Parse(text).RootElement[0].TryGetProperty("records", out var records) ? [.. records.EnumerateArray()] : [];
    }

    private string PathOf(string file) => Path.Combine(Sandbox.OutputDirectory, file);
}
