using Daemonize.History;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.History;

/// <summary>What records say when they are read from outside, of daemons that run and of those that have ended.</summary>
public sealed class HistoryEntryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, TickResult.Running)]
    [InlineData(false, TickResult.Killed)]
    internal void TickThatHasNotEndedRunsOrWasKilled(bool isRunning, TickResult result)
    {
        var records = new PastRecords().Start(Noon).Tick(Noon, 0, HistoryFlags.Running);

        Assert.Equal(result, HistoryEntry.Of(records.All, isRunning)[^1].Result);
    }

    [Fact]
    public void TickOfAnEarlierRunWasKilled()
    {
        var records = new PastRecords().Start(Noon).Tick(Noon, 0, HistoryFlags.Running).Start(Noon).Tick(Noon, 0, HistoryFlags.Running);

        Assert.Equal(
            [TickResult.None, TickResult.None, TickResult.Killed, TickResult.None, TickResult.None, TickResult.Running],
            HistoryEntry.Of(records.All, isRunning: true).ConvertAll(static entry => entry.Result));
    }

    [Fact]
    public void StartShowsThatTheRunBeforeHasNotRecordedItsEnd()
    {
        var records = new PastRecords().Start(Noon).Tick(Noon, 1).Start(Noon).Note(HistoryKind.Ended, Noon).Start(Noon, restart: 2);

        Assert.Equal(
            [false, true, false],
            HistoryEntry.Of(records.All, isRunning: true).Where(static entry => entry.IsBeginning).Select(
                static entry => entry.FollowsLostEnd));
    }

    [Fact]
    public void KindsOfLaterVersionsAreIgnored()
    {
        var records = new PastRecords().Tick(Noon, 1).Note((HistoryKind)8, Noon).Note(HistoryKind.None, Noon).Note((HistoryKind)255, Noon);

        Assert.Single(HistoryEntry.Of(records.All, isRunning: true));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(float.MaxValue)]
    public void NumberThatIsNoDurationIsZero(float number)
    {
        foreach (var at in (long[])[long.MinValue, 0, long.MaxValue])
        {
            HistoryRecord record = new() { Sequence = 1, Kind = HistoryKind.Tick, At = at, Took = number, Late = number };
            var entry = HistoryEntry.Of([record], isRunning: true)[0];

            Assert.Equal((0, 0), (entry.Record.Took, entry.Record.Late));
            Assert.Equal(entry.EndedAt, entry.Record.Time);
        }
    }

    [Fact]
    public void LongestDurationOfTheLastTimeHasAnEnd()
    {
        HistoryRecord record = new() { Sequence = 1, Kind = HistoryKind.Tick, At = long.MaxValue, Took = 9e11f };

        Assert.Equal(9999, HistoryEntry.Of([record], isRunning: true)[0].EndedAt.Year);
    }
}
