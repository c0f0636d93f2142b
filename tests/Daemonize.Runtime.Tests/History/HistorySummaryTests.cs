using Daemonize.History;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.History;

/// <summary>The percentiles of the last hour, day and month: exact from records, else about and at most from the sums.</summary>
public sealed class HistorySummaryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 30, 30, TimeSpan.Zero);
    private static readonly uint ThisMinute = HistorySum.MinuteOf(HistoryFormat.Microseconds(Now));

    [Fact]
    public void RecordsThatReachBackAreExact()
    {
        var records = new PastRecords { First = 5000 }.Tick(Now.AddMinutes(-61), 9);
        for (var i = 1; i <= 100; i++)
        {
            records.Tick(Now.AddSeconds(-i), i, i % 10 == 0 ? HistoryFlags.Failed : HistoryFlags.None, late: i / 100.0);
        }

        var hour = HistoryOverview.Of(records.Note(HistoryKind.Skipped, Now, 7).Content(), isRunning: true, Now).LastHour;

        Assert.True(hour.IsExact);
        Assert.Equal((100, 10, 7), (hour.Ticks, hour.Failed, hour.Skipped));
        Assert.Equal(new Percentiles(50, 90, 99, 100), hour.Took);
        Assert.Equal(new Percentiles(.5f, .9f, .99f, 1f), hour.Late);
    }

    /// <summary>A file that has all records since it was made knows the whole past of the daemon.</summary>
    [Fact]
    public void YoungFileIsExactForAMonth()
    {
        var overview = HistoryOverview.Of(new PastRecords().Tick(Now.AddMinutes(-2), 1).Content(), isRunning: true, Now);

        Assert.True(overview.LastHour.IsExact && overview.LastDay.IsExact && overview.LastMonth.IsExact);
        Assert.Equal(1, overview.LastMonth.Ticks);
    }

    [Fact]
    public void EmptyFileHasNoPercentiles()
    {
        var overview = HistoryOverview.Of(new PastRecords().Content(), isRunning: false, Now);

        Assert.Equal((0L, null, true), (overview.LastMonth.Ticks, overview.LastMonth.Took, overview.LastMonth.IsExact));
    }

    [Fact]
    public void SumsAreWeightedByTheirTicks()
    {
        List<HistorySum> minutes =
        [
            Minute(-90, 1_000_000, mean: 99, took: 99, late: 99),
            Minute(-40, 80, mean: 1, took: 5, late: 2),
            Minute(-30, 15, mean: 2, took: 4, late: 3),
            Minute(-20, 5, mean: 3, took: 8, late: 1),
        ];
        var records = new PastRecords { First = 5000 }.Tick(Now.AddMinutes(-1), 7, late: 6);

        var overview = HistoryOverview.Of(records.Content(minutes), isRunning: true, Now);

        // The tick of a minute ago has no sum yet.
        Assert.Equal((101, false), (overview.LastHour.Ticks, overview.LastHour.IsExact));
        Assert.Equal(new Percentiles(1, 5, 8, 8), overview.LastHour.Took);
        Assert.Equal(new Percentiles(2, 3, 3, 6), overview.LastHour.Late);
        Assert.Equal(1_000_101, overview.LastDay.Ticks);
    }

    /// <summary>The true percentiles of ticks are never above what is said of them, whatever the records cover.</summary>
    [Fact]
    public void BoundsHold()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var all = new PastRecords { First = 2 };
            List<float> took = [];
            for (var at = Now.AddMinutes(-random.Next(5, 60)); at < Now; at = at.AddSeconds(1 + (random.NextDouble() * 30)))
            {
                all.Tick(at, Math.Pow(random.NextDouble(), 8));
                took.Add(all.All[^1].Took);
            }

            var sums = HistoryOverview.Of(all.Content(), isRunning: true, Now).Minutes;
            var kept = all.All[^random.Next(1, all.All.Count)..];
            var hour = HistoryOverview.Of(new HistoryContent(null, kept, sums, []), isRunning: true, Now).LastHour;

            took.Sort();
            Assert.Equal(took.Count, hour.Ticks);
            Assert.True(hour.Took!.P90 >= took[(int)Math.Ceiling(took.Count * .9) - 1]);
            Assert.True(hour.Took.P99 >= took[(int)Math.Ceiling(took.Count * .99) - 1]);
            Assert.Equal(took[^1], hour.Took.Max);
        }
    }

    /// <summary>A killed daemon has not written its last minute, and the present minute is not over.</summary>
    [Fact]
    public void RecordsCountWhereTheyKnowMoreThanTheSum()
    {
        var records = new PastRecords { First = 5000 }
            .Tick(Now.AddSeconds(-1), 4).Tick(Now, 6, HistoryFlags.Failed).Tick(Now, 0, HistoryFlags.Running)
            .Note(HistoryKind.Skipped, Now, 3);

        var minutes = HistoryOverview.Of(
            records.Content([Minute(-1, 9, 1, 1, 1), Minute(0, 1, 4, 4, 0) with { Resident = 12 }]), isRunning: true, Now).Minutes;

        Assert.Equal(
            [Minute(-1, 9, 1, 1, 1), Minute(0, 2, 5, 6, 0) with { Failed = 1, Skipped = 3, Resident = 12 }], minutes);
    }

    /// <summary>The oldest records are of a part of their minute only.</summary>
    [Fact]
    public void SumCountsWhereItKnowsMoreThanTheRecords()
    {
        var records = new PastRecords { First = 5000 }.Tick(Now, 4);

        Assert.Equal([Minute(0, 20, 2, 6, 1)], HistoryOverview.Of(records.Content([Minute(0, 20, 2, 6, 1)]), isRunning: true, Now).Minutes);
    }

    [Fact]
    public void HourHasItsMinutes()
    {
        var hour = HistorySum.HourOf(ThisMinute);
        List<HistorySum> hours =
        [
            new() { Minute = hour - 60, Ticks = 50, MeanTook = 1, MostTook = 2 },
            new() { Minute = hour, Ticks = 10, MeanTook = 1, MostTook = 2 },
        ];

        var overview = HistoryOverview.Of(
            new PastRecords { First = 5000 }.Tick(Now, 5).Content([Minute(-65, 10, 1, 1, 1), Minute(-1, 10, 1, 2, 0)], hours), true, Now);

        Assert.Equal([(hour - 60, 50u, 2f), (hour, 11u, 5f)], overview.Hours.Select(static sum => (sum.Minute, sum.Ticks, sum.MostTook)));
        Assert.Equal((61, 5), (overview.LastMonth.Ticks, overview.LastMonth.Took!.Max));
    }

    /// <summary>The minutes of the last day are better than the hours that they are in.</summary>
    [Fact]
    public void MonthUsesTheMinutesThatItHas()
    {
        var hour = HistorySum.HourOf(ThisMinute);
        HistorySum old = new() { Minute = hour - 6000, Ticks = 1, MeanTook = 9, MostTook = 9 };
        HistorySum partial = new() { Minute = hour - 60, Ticks = 30, MeanTook = 3, MostTook = 3 };
        List<HistorySum> minutes = [Minute(-31, 10, 3, 3, 0), Minute(-20, 90, 1, 1, 0), Minute(-10, 10, 2, 2, 0)];

        var month = HistoryOverview.Of(
            new PastRecords { First = 5000 }.Tick(Now, 1).Content(minutes, [old, partial]), isRunning: true, Now).LastMonth;

        Assert.Equal((132, false), (month.Ticks, month.IsExact));
        Assert.Equal(new Percentiles(1, 3, 3, 9), month.Took);
    }

    /// <summary>What the clock called three hours later has happened before.</summary>
    [Fact]
    public void ClockThatWasSetBackLosesNothing()
    {
        var records = new PastRecords().Start(Now.AddHours(3)).Tick(Now.AddHours(3), 1).Tick(Now.AddMinutes(-1), 2);

        var overview = HistoryOverview.Of(records.Content(), isRunning: true, Now);

        Assert.Equal((2, true), (overview.LastHour.Ticks, overview.LastHour.IsExact));
        Assert.Equal([1u, 2u, 3u, 4u], overview.Entries.Select(static entry => entry.Record.Sequence));
    }

    [Fact]
    public void NumbersThatAreNoDurationsDoNotSpread()
    {
        List<HistorySum> minutes = [Minute(-40, 80, float.NaN, float.PositiveInfinity, -1), Minute(-30, 1, 1, 1, 1)];
        var records = new PastRecords { First = 5000 }.Tick(Now, double.NaN, late: double.NegativeInfinity);

        var hour = HistoryOverview.Of(records.Content(minutes), isRunning: true, Now).LastHour;

        Assert.Equal((new Percentiles(0, 0, 1, 1), new Percentiles(0, 0, 1, 1)), (hour.Took, hour.Late));
    }

    [Fact]
    public void EntriesAreLimitedByTimeAndNumber()
    {
        var records = new PastRecords().Tick(Now.AddHours(-3), 1, HistoryFlags.Running).Tick(Now.AddHours(-2), 3600 * 1.5).Tick(Now, 1);
        var overview = HistoryOverview.Of(records.Content(), isRunning: true, Now);

        Assert.Equal([1u, 2u, 3u], Numbers(Now.AddHours(-1), int.MaxValue));
        Assert.Equal([1u, 3u], Numbers(Now.AddMinutes(-1), int.MaxValue));
        Assert.Equal([2u, 3u], Numbers(null, 2));
        Assert.Equal([], Numbers(null, 0));

        IEnumerable<uint> Numbers(DateTimeOffset? since, int most) =>
            overview.EntriesSince(since, most).Select(static entry => entry.Record.Tick);
    }

    private static HistorySum Minute(int offset, uint ticks, float mean, float took, float late) => new()
    {
        Minute = (uint)(ThisMinute + offset),
        Ticks = ticks,
        MeanTook = mean,
        MostTook = took,
        MostLate = late,
    };
}
