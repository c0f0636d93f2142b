using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>What happens to results when their daemon stops.</summary>
public sealed partial class ResultTests : EndToEndTest
{
    /// <summary>The most results that can wait with a concurrency of 8, plus those being handled, plus the one being posted.</summary>
    private const int MostUnderWay = 32 + (16 * 8) + 8 + 1;

    [Fact]
    public async Task WhatWasProducedIsHandledBeforeTheDaemonLeaves()
    {
        await Sandbox.StartAsync(App.Test, "batch");
        await Sandbox.OutputAsync("produced");
        (await Sandbox.RunAsync(App.Test, "stop", "batch")).Succeeds();
        Assert.Equal(Enumerable.Range(1, 40).Select(value => $"{value}"), await Sandbox.OutputAsync("handled", count: 40));
    }

    [Fact]
    public async Task WhatIsNotHandledInTimeIsLoggedWithItsCount()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "stuck");
        await Sandbox.OutputAsync("stuck");
        (await Sandbox.RunAsync(App.Test, "stop", "stuck")).Succeeds();
        Assert.Contains("error stuck: 3 results were not handled within StopTimeout\n", daemon.Log, StringComparison.Ordinal);
        Assert.Equal(["Signal"], await Sandbox.OutputAsync("left"));
        Assert.EndsWith("stuck: stopped\n", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureOfAHandlerIsLoggedAndTheDaemonGoesOn()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "bad");
        await Wait.ForFileAsync(
            daemon.LogFile,
            static text =>
                text.Contains(
                    "the handling of a result of tick 3 failed\n    System.InvalidOperationException: a bad result\n",
                    StringComparison.Ordinal));
        Assert.True(daemon.IsRunning);
    }

    /// <summary>
    /// Some 50,000 numbers a run, which is stopped in mid-stream; in every fifth run, handlers that do not return block the stream.
    /// </summary>
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task NoResultIsLostByAStop()
    {
        var count = LongRounds.Of(5);
        var daemon = Sandbox.Daemon("flood");
        for (var i = 0; i < count; i++)
        {
            var isJam = i % 5 == 4;
            Sandbox.Environment["TESTAPP_JAM"] = isJam ? "1" : null;
            Sandbox.Environment["DAEMONIZE_TESTAPP_STOP_TIMEOUT"] = isJam ? "10s" : null;
            (await Sandbox.RunAsync(App.Test, "start", "flood")).Succeeds();
            await Sandbox.OutputAsync("mid", count: i + 1);
            Assert.InRange(PeakMemory(daemon.Process), 1, 200 * 1024);
            (await Sandbox.RunAsync(App.Test, "stop", "flood")).Succeeds();
        }

        var runs =
            (await Sandbox.OutputAsync("runs", count: count)).Select(static line => Array.ConvertAll(line.Split(' '), int.Parse)).ToList();
        var lefts = LeftOf(daemon.Log);
        Assert.Equal(count, lefts.Count);
        for (var i = 0; i < count; i++)
        {
            var (first, next, handled, handledTwice, underWay) = (runs[i][0], runs[i][1], runs[i][2], runs[i][3], runs[i][4]);
            Assert.Equal(i == 0 ? 0 : runs[i - 1][1], first);
            Assert.Equal(next - first, handled + lefts[i]);
            Assert.Equal(0, handledTwice);
            Assert.Equal(i % 5 == 4, lefts[i] > 0);
            Assert.InRange(underWay, 1, MostUnderWay);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{runs[^1][1]} numbers, {lefts.Sum()} left, at most {runs.Max(static run => run[4])} under way");
    }

    /// <summary>Gets the number of results that each run has left, according to its log.</summary>
    private static List<int> LeftOf(string log) =>
        [.. log.Split("flood: started")[1..].Select(
            static run =>
                Left().Match(run) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0)];

    /// <summary>Gets the peak memory in kilobytes.</summary>
    private static int PeakMemory(ProcessView process) => int.Parse(process.Status("VmHWM").Split(' ')[0], CultureInfo.InvariantCulture);

    [GeneratedRegex("flood: ([0-9]+) results? w")]
    private static partial Regex Left();
}
