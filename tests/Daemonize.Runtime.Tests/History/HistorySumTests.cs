using System.Diagnostics.CodeAnalysis;
using Daemonize.History;

namespace Daemonize.Tests.History;

/// <summary>The sums of minutes and hours.</summary>
public sealed class HistorySumTests : IDisposable
{
    private readonly HistoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void MinuteIsWrittenWhenItIsOver()
    {
        var writer = _bench.Open();
        _bench.Tick(writer, 1, took: 0.25, late: 0.5);
        _bench.Tick(writer, 59, took: 0.75, late: 0.125, HistoryFlags.Failed);
        writer.Add(HistoryBench.Skipped(59.5, 3));
        Assert.Null(_bench.Minute(0));

        _bench.Tick(writer, 60);

        var sum = _bench.Minute(0)!.Value;
        Assert.Equal((2u, 1, 3), (sum.Ticks, sum.Failed, sum.Skipped));
        Assert.Equal((0.5f, 0.75f, 0.5f), (sum.MeanTook, sum.MostTook, sum.MostLate));
        Assert.Null(_bench.Minute(1));
    }

    [Fact]
    public void TickCountsInTheMinuteInWhichItEnds()
    {
        var writer = _bench.Open();
        _bench.Tick(writer, 59.5, took: 1);
        _bench.Close(writer, 90);

        Assert.Null(_bench.Minute(0));
        Assert.Equal(1u, _bench.Minute(1)!.Value.Ticks);
    }

    /// <summary>Also in a file that this very run has made.</summary>
    [Fact]
    public void HourIsTheSumOfItsMinutes()
    {
        var writer = _bench.Open();
        for (var second = 0; second < 3 * 3600; second += 20)
        {
            _bench.Tick(writer, second, took: second / 10_000.0, late: 1, second % 60 == 0 ? HistoryFlags.Failed : HistoryFlags.None);
        }

        writer.Add(HistoryBench.Skipped(3 * 3600, 7));
        _bench.Close(writer, 3 * 3600);

        for (var hour = 0; hour < 3; hour++)
        {
            var sum = _bench.Hour(hour * 60)!.Value;
            var minutes = Enumerable.Range(hour * 60, 60).Select(minute => _bench.Minute(minute)!.Value).ToArray();
            Assert.Equal((180u, 60, 0), (sum.Ticks, sum.Failed, sum.Skipped));
            Assert.Equal(minutes.Average(static minute => minute.MeanTook), sum.MeanTook, tolerance: 1e-4);
            Assert.Equal(minutes.Max(static minute => minute.MostTook), sum.MostTook);
            Assert.Equal(1, sum.MostLate);
        }

        Assert.Equal((0u, 7), (_bench.Hour(180)!.Value.Ticks, _bench.Hour(180)!.Value.Skipped));
    }

    [Fact]
    public void MinuteOfAKilledDaemonIsMendedByTheNextStart()
    {
        var killed = _bench.Open();
        _bench.Tick(killed, 61, took: 0.5);
        _bench.Tick(killed, 62, took: 0.25, late: 2, HistoryFlags.Failed);
        killed.Add(HistoryBench.Skipped(63, 2));
        _bench.Begin(killed, 64);
        Assert.Null(_bench.Minute(1));

        _ = _bench.Open();

        // The tick that ran when the daemon was killed has not ended.
        var sum = _bench.Minute(1)!.Value;
        Assert.Equal((2u, 1, 2, 0.5f, 2f), (sum.Ticks, sum.Failed, sum.Skipped, sum.MostTook, sum.MostLate));
        Assert.Equal((2u, 2), (_bench.Hour(0)!.Value.Ticks, _bench.Hour(0)!.Value.Skipped));
        Assert.Equal(HistoryFlags.Running, _bench.Read().Records[^1].Flags);
    }

    [Fact]
    public void SeveralRunsInOneMinuteAreOneSum()
    {
        for (var run = 0; run < 3; run++)
        {
            var writer = _bench.Open();
            _bench.Tick(writer, run * 10, took: run);
            if (run < 2)
            {
                _bench.Close(writer, (run * 10) + 1);
            }
        }

        _ = _bench.Open();

        Assert.Equal((3u, 1f), (_bench.Minute(0)!.Value.Ticks, _bench.Minute(0)!.Value.MeanTook));
        Assert.Equal(3u, _bench.Hour(0)!.Value.Ticks);
    }

    [Fact]
    public void ClockThatIsSetBackCountsNothingTwice()
    {
        var writer = _bench.Open();
        _bench.Tick(writer, 60);
        _bench.Tick(writer, 5 * 60);
        _bench.Tick(writer, 2 * 60);
        _bench.Tick(writer, 60);
        _bench.Tick(writer, (5 * 60) + 1);
        _bench.Close(writer, (5 * 60) + 2);

        Assert.Equal([2u, 1u, 2u], _bench.Read().Minutes.Select(static minute => minute.Ticks));
        Assert.Equal(5u, _bench.Hour(0)!.Value.Ticks);

        _ = _bench.Open();
        Assert.Equal(5u, _bench.Hour(0)!.Value.Ticks);
    }

    /// <summary>A day later the minute has the place of the one before, and its hour another place.</summary>
    [Fact]
    public void SameMinuteOfTheNextDayReplacesIt()
    {
        const int day = 24 * 60;
        var writer = _bench.Open();
        _bench.Tick(writer, 0);
        _bench.Tick(writer, 1);
        _bench.Tick(writer, day * 60);
        _bench.Close(writer, (day * 60) + 1);

        Assert.Equal((null, 1u), (_bench.Minute(0), _bench.Minute(day)!.Value.Ticks));
        Assert.Equal((2u, 1u), (_bench.Hour(0)!.Value.Ticks, _bench.Hour(day)!.Value.Ticks));
    }

    /// <summary>Runs that end and runs that are killed, skipped slots, long ticks, and a clock that is set back now and then.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [SuppressMessage("Security", "CA5394", Justification = "Repeatable on purpose.")]
    public void SumsAreThoseOfTheRecords(int seed)
    {
        var random = new Random(seed);
        var (now, writer) = (0.0, _bench.Open());
        for (var i = 0; i < 900; i++)
        {
            now += random.Next(20) == 0 ? -random.Next(300) : random.Next(30);
            now = Math.Max(0, now);
            switch (random.Next(12))
            {
                case 0:
                    writer = _bench.Open();
                    break;
                case 1:
                    _bench.Close(writer, now);
                    writer = _bench.Open();
                    break;
                case 2:
                    writer.Add(HistoryBench.Skipped(now, (ushort)random.Next(5)));
                    break;
                default:
                    _bench.Tick(writer, now, random.Next(100), random.Next(3), random.Next(3) == 0 ? HistoryFlags.Failed : 0);
                    break;
            }
        }

        _bench.Close(writer, now);
        var content = _bench.Read();
        AssertSums(content.Records, content.Minutes, minutes: 1);
        AssertSums(content.Records, content.Hours, minutes: 60);
    }

    [Fact]
    public void CountsSaturate()
    {
        var writer = _bench.Open();
        writer.Add(HistoryBench.Skipped(1, ushort.MaxValue));
        writer.Add(HistoryBench.Skipped(2, ushort.MaxValue));
        _bench.Close(writer, 3);

        Assert.Equal((ushort.MaxValue, ushort.MaxValue), (_bench.Minute(0)!.Value.Skipped, _bench.Hour(0)!.Value.Skipped));
    }

    private static void AssertSums(IReadOnlyList<HistoryRecord> records, IReadOnlyList<HistorySum> sums, uint minutes)
    {
        var expected = records.Where(static record => record.IsEndedTick || record.Kind == HistoryKind.Skipped)
            .GroupBy(record => HistorySum.MinuteOf(record.EndedAt) / minutes * minutes)
            .OrderBy(static group => group.Key)
            .Select(static group => (group.Key, Ticks: (uint)group.Count(static record => record.IsEndedTick),
                group.Count(static record => (record.Flags & HistoryFlags.Failed) != 0),
                group.Where(static record => record.Kind == HistoryKind.Skipped).Sum(static record => record.Count),
                group.Max(static record => record.Took), group.Max(static record => record.Late)));

        // A minute without ticks may be there for its skipped slots, of which there may have been none.
        Assert.Equal(
            expected,
            sums.Select(static sum => (sum.Minute, sum.Ticks, (int)sum.Failed, (int)sum.Skipped, sum.MostTook, sum.MostLate)));
        foreach (var group in records.Where(static record => record.IsEndedTick)
            .GroupBy(record => HistorySum.MinuteOf(record.EndedAt) / minutes * minutes))
        {
            var sum = sums.Single(sum => sum.Minute == group.Key);
            Assert.Equal(group.Average(static record => record.Took), sum.MeanTook, tolerance: 1e-3);
        }
    }
}
