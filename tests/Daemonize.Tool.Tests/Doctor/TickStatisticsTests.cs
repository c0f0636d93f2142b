using Daemonize.History;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Checks;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The statistics of L7 to L10 and L12, on made-up histories.</summary>
public sealed class TickStatisticsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TrendOfALineIsTheLine()
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 100).Select(static x => ((double)x, 3 + (2.0 * x)))])!;
        Assert.Equal((2, 3, 201), (trend.Slope, trend.Begin, trend.End));
    }

    /// <summary>A quarter of wild points would move a line of least squares far.</summary>
    [Fact]
    public void OutliersDoNotMoveTheTrend()
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 100).Select(static x => ((double)x, x % 4 == 3 ? 1e6 : 5.0))])!;
        Assert.Equal((0, 5), (trend.Slope, trend.End));
    }

    [Fact]
    public void TrendNeedsTwoTimes()
    {
        Assert.Null(Trend.Of([]));
        Assert.Null(Trend.Of([(1, 1), (1, 2)]));
    }

    [Fact]
    public void TrendOfManyPointsIsThatOfSomeOfThem()
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 50_000).Select(static x => ((double)x, 0.5 * x))])!;
        Assert.Equal((0.5, 0, 24_999.5), (trend.Slope, trend.Begin, trend.End));
    }

    [Theory]
    [InlineData("fff", true)]
    [InlineData("sfff", true)]
    [InlineData("ffs", false)]
    [InlineData("ffsf", false)]
    [InlineData("ff", false)]
    public void LastTicksHaveFailedIfEachHas(string ticks, bool haveFailed) => Assert.Equal(
        haveFailed,
        TickStatistics.HaveLastFailed(
            [.. ticks.Select(static tick => TickAt(Now, 0, 0, hasFailed: tick == 'f'))], count: 3));

    [Fact]
    public void IntervalIsTheMedianBetweenSlots()
    {
        List<HistoryEntry> ticks = [.. Enumerable.Range(0, 9).Select(static i => TickAt(Now.AddMinutes(i == 8 ? 100 : i), 3, 0))];
        Assert.Equal(60, TickStatistics.IntervalOf(ticks)!.Value, 3);
        Assert.Null(TickStatistics.IntervalOf([TickAt(Now, 0, 0), TickAt(Now.AddMinutes(1), 0, 0)]));
    }

    [Theory]
    [InlineData(0.5, 0, 10, nameof(CheckOutcome.Passed))]
    [InlineData(1.5, 0, 10, nameof(CheckOutcome.Found))]
    [InlineData(1.5, 0, 60, nameof(CheckOutcome.Passed))]
    [InlineData(7, 0, 60, nameof(CheckOutcome.Found))]
    [InlineData(0, 1, 10, nameof(CheckOutcome.Passed))]
    [InlineData(0, 2, 10, nameof(CheckOutcome.Found))]
    public void LatenessIsJudgedByTheIntervalAndSkippedSlots(double p99, int skipped, double interval, string outcome)
    {
        var summary = new HistorySummary(Now.AddDays(-1), true, 100, 0, skipped, null, new Percentiles(0, 0, p99, 99));
        Assert.Equal(outcome, $"{TickChecks.JudgeLateness(summary, interval, Now).Outcome}");
    }

    [Fact]
    public void FewTicksAreNoStatement()
    {
        var summary = new HistorySummary(Now.AddDays(-1), true, 9, 9, 0, new Percentiles(9, 9, 9, 9), new Percentiles(9, 9, 9, 9));
        Assert.Equal(CheckOutcome.NotKnown, TickChecks.JudgeLateness(summary, 1, Now).Outcome);
        Assert.Equal(CheckOutcome.NotKnown, TickChecks.JudgeDurations(summary, 1, trend: null, Now).Outcome);
    }

    [Theory]
    [InlineData(7.9, 1, 1, nameof(CheckOutcome.Passed))]
    [InlineData(8.1, 1, 1, nameof(CheckOutcome.Found))]
    [InlineData(5, 1, 3, nameof(CheckOutcome.Found))]
    [InlineData(5, 0.1, 0.3, nameof(CheckOutcome.Passed))]
    [InlineData(5, 3, 1, nameof(CheckOutcome.Passed))]
    public void DurationsAreJudgedByTheIntervalAndTheirTrend(double p99, double begin, double end, string outcome)
    {
        var summary = new HistorySummary(Now.AddDays(-1), true, 100, 0, 0, new Percentiles(1, 2, p99, 99), null);
        Assert.Equal(outcome, $"{TickChecks.JudgeDurations(summary, interval: 10, new Trend(0, begin, end), Now).Outcome}");
    }

    [Fact]
    public void TrendOfDurationsIsThatOfTheLastWeek()
    {
        List<HistorySum> hours =
            [.. Enumerable.Range(0, 10 * 24).Select(static i => HourAt(Now.AddHours(i - 239), i < 72 ? 100 : (i - 72) / 168.0))];
        var trend = TickStatistics.DurationTrend(hours, Now)!;
        Assert.Equal((0, 1), (Math.Round(trend.Begin, 1), Math.Round(trend.End, 1)));
        Assert.Null(TickStatistics.DurationTrend(hours[^47..], Now));
        Assert.NotNull(TickStatistics.DurationTrend(hours[^48..], Now));
    }

    /// <summary>The first hour does not count, and a growth that has ended does not either.</summary>
    [Theory]
    [InlineData(480, 0, 2048, nameof(CheckOutcome.Found))]
    [InlineData(480, 0, 1000, nameof(CheckOutcome.Passed))]
    [InlineData(480, 100_000, 0, nameof(CheckOutcome.Passed))]
    [InlineData(400, 0, 2048, nameof(CheckOutcome.NotKnown))]
    public void DriftOfMemoryIsFoundAfterSixHours(int minutes, int inFirstHour, int afterwards, string outcome)
    {
        List<HistorySum> sums = [.. Enumerable.Range(0, minutes).Select(i =>
            MemoryAt(Now.AddMinutes(i), 50_000 + (inFirstHour * Math.Min(i, 60) / 60) + (afterwards * i / 60)))];
        Assert.Equal(outcome, $"{TickChecks.JudgeMemory(TickStatistics.MemoryTrend(sums, Now)).Outcome}");
    }

    [Fact]
    public void MemoryThatGrewAndStoppedIsRight()
    {
        List<HistorySum> sums =
            [.. Enumerable.Range(0, 1200).Select(i => MemoryAt(Now.AddMinutes(i), 50_000 + (100 * Math.Min(i, 700))))];
        Assert.Equal(CheckOutcome.Passed, TickChecks.JudgeMemory(TickStatistics.MemoryTrend(sums, Now)).Outcome);
        Assert.Equal(CheckOutcome.Found, TickChecks.JudgeMemory(TickStatistics.MemoryTrend(sums[..700], Now)).Outcome);
    }

    /// <summary>A megabyte an hour is nothing to a daemon that has gigabytes.</summary>
    [Fact]
    public void DriftIsMoreThanAHundredthAnHour()
    {
        List<HistorySum> sums = [.. Enumerable.Range(0, 480).Select(static i => MemoryAt(Now.AddMinutes(i), 1_000_000 + (2048 * i / 60)))];
        Assert.Equal(CheckOutcome.Passed, TickChecks.JudgeMemory(TickStatistics.MemoryTrend(sums, Now)).Outcome);
    }

    [Fact]
    public void RestartsAreThoseByTheWatcherAndAfterALostEnd()
    {
        HistoryEntry[] entries =
        [
            EntryAt(Now.AddDays(-2), HistoryKind.Restarted), EntryAt(Now, HistoryKind.Restarted), EntryAt(Now, HistoryKind.Started),
            EntryAt(Now, HistoryKind.Started) with { FollowsLostEnd = true }, EntryAt(Now, HistoryKind.Reloaded),
        ];
        Assert.Equal(2, TickStatistics.CountRestarts(entries, Now.AddDays(-1)));
    }

    [Fact]
    public void SeldomTicksAreSummedOverAMonth()
    {
        HistorySummary Sum(int ticks) => new(Now, true, ticks, 0, 0, null, null);
        HistoryOverview Of(int day, int month) => new(null, [], [], [], Sum(0), Sum(day), Sum(month));
        Assert.Equal(30, TickStatistics.SummaryOf(Of(1, 30)).Ticks);
        Assert.Equal(100, TickStatistics.SummaryOf(Of(100, 3000)).Ticks);
    }

    private static HistoryEntry TickAt(DateTimeOffset slot, double late, double took, bool hasFailed = false) => new(
        new HistoryRecord
        {
            Kind = HistoryKind.Tick,
            At = HistoryFormat.Microseconds(slot.AddSeconds(late)),
            Late = (float)late,
            Took = (float)took,
        },
        hasFailed ? TickResult.Failed : TickResult.Succeeded);

    private static HistoryEntry EntryAt(DateTimeOffset time, HistoryKind kind) =>
        new(new HistoryRecord { Kind = kind, At = HistoryFormat.Microseconds(time) }, TickResult.None);

    private static HistorySum HourAt(DateTimeOffset time, double took) =>
        new() { Minute = HistorySum.HourOf(HistorySum.MinuteOf(HistoryFormat.Microseconds(time))), Ticks = 60, MeanTook = (float)took };

    private static HistorySum MemoryAt(DateTimeOffset time, double kilobytes) =>
        new() { Minute = HistorySum.MinuteOf(HistoryFormat.Microseconds(time)), Ticks = 1, Resident = (uint)kilobytes };
}
