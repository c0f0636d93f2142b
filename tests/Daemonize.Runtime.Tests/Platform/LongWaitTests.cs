using Daemonize.Lifetime;
using Daemonize.Platform;
using Daemonize.Results;
using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>Waits that are longer than the limit of .NET: they end when they are due, not at that limit, and throw nothing.</summary>
[Collection(ProcessWide.Name)]
public sealed class LongWaitTests : IDisposable
{
    private static readonly long Day = TimeSpan.TicksPerDay;

    private readonly CapturedDescriptor _log = new(2);

    /// <summary>2^31 ms and 2^32 ms, from below and above, and the longest accepted duration.</summary>
    public static TheoryData<TimeSpan> Times =>
    [
        TimeSpan.FromMilliseconds(1),
        TimeSpan.FromMilliseconds(int.MaxValue),
        TimeSpan.FromMilliseconds(int.MaxValue + 1L),
        TimeSpan.FromMilliseconds(uint.MaxValue - 1L),
        TimeSpan.FromMilliseconds(uint.MaxValue),
        TimeSpan.FromMilliseconds(uint.MaxValue + 1L),
        TimeSpan.FromDays(60),
        TimeSpan.FromDays(10_000),
    ];

    public void Dispose() => _log.Dispose();

    [Theory]
    [MemberData(nameof(Times))]
    public void LimitIsOverWhenItIsAndNotBefore(TimeSpan span)
    {
        var time = new VirtualTime();
        using var limit = new TimeLimit(span, static exception => throw exception, time);
        time.MoveTo(span.Ticks - 1);
        Assert.False(limit.IsOver);
        time.MoveTo(span.Ticks);
        Assert.True(limit.IsOver);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task DelayEndsWhenItIsOverAndNotBefore(TimeSpan span)
    {
        var time = new VirtualTime();
        var delay = LongWait.DelayAsync(span, time, CancellationToken.None);

        // The continuation of a piece runs on any thread.
        while (!delay.IsCompleted)
        {
            Assert.True(time.Now < span.Ticks, "it goes on when it is over");
            SpinWait.SpinUntil(() => time.NextTimer != long.MaxValue || delay.IsCompleted);
            if (!delay.IsCompleted)
            {
                time.FireNext();
                SpinWait.SpinUntil(() => time.NextTimer != long.MaxValue || delay.IsCompleted || time.Now >= span.Ticks);
                if (time.Now >= span.Ticks)
                {
                    await delay;
                }
            }
        }

        Assert.Equal(span.Ticks, time.Now);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void WaitIsWaitedInPieces(TimeSpan span)
    {
        var time = new VirtualTime();
        Assert.False(LongWait.TryWait(
            piece =>
            {
                Assert.InRange(piece.TotalMilliseconds, 0, int.MaxValue);
                time.MoveTo(time.Now + piece.Ticks);
                return false;
            },
            span,
            time));
        Assert.Equal(span.Ticks, time.Now);
    }

    /// <summary>A .NET timer would truncate the fraction of a millisecond and fire early.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(19_999, 2)]
    [InlineData(20_000, 2)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void PieceIsNeverShorterThanWhatIsLeft(long ticks, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), LongWait.Piece(TimeSpan.FromTicks(ticks)));

    [Theory]
    [MemberData(nameof(Times))]
    public void TickMayTakeThatLong(TimeSpan span)
    {
        var daemon = new VirtualDaemon();
        daemon.StopAt(1);
        daemon.Run(new GridTimetable(new Grid(0, 20_000 * Day)), (_, token) => daemon.Wait(span.Ticks / 2, token), timeout: span);
        Assert.Single(daemon.Starts);
        Assert.Empty(_log.Text);
    }

    [Fact]
    public void TickThatTakesLongerThanSixtyDaysHasFailed()
    {
        var daemon = new VirtualDaemon();
        daemon.StopAt(70 * Day);
        daemon.Run(new GridTimetable(new Grid(0, 100 * Day)), (_, token) => daemon.Wait(65 * Day, token), timeout: TimeSpan.FromDays(60));
        Assert.Contains("tick 1 failed: it took longer than 60d (TickTimeout)", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RetryMayWaitThatLong()
    {
        var daemon =
            new VirtualDaemon(
                new FailurePolicy(FailureAction.Retry, int.MaxValue, new BackOff(TimeSpan.FromDays(10_000), TimeSpan.FromDays(10_000)), 0));
        daemon.StopAt(15_000 * Day);
        daemon.Run(new GridTimetable(new Grid(0, 20_000 * Day)), static (_, _) => new(7));
        Assert.InRange(daemon.Starts.Count, 2, 3);
        Assert.InRange(daemon.Starts[1].Start, 5_000 * Day, 10_000 * Day);
    }

    [Fact]
    public void StopMayTakeThatLong()
    {
        var stop = new StopRequest();
        using var budget =
            new ShutdownTimeouts(stop, TimeSpan.FromDays(10_000), static () => { }, static () => Assert.Fail("there is time"));
        stop.Request(StopReason.Signal);
        Assert.InRange(budget.TimeForResults, TimeSpan.FromDays(9_999), TimeSpan.FromDays(10_000));
        stop.Finish();
        Assert.True(stop.WaitForFinish(TimeSpan.FromDays(10_000)));
    }

    [Fact]
    public async Task ResultsMayTakeThatLong()
    {
        var pipeline = new ResultPipeline<int>(static (_, _, _) => default, 1, static (_, _) => default);
        Assert.Equal(0, await pipeline.DrainAsync(TimeSpan.FromDays(10_000)));
    }

    /// <summary>292 years of nanoseconds must saturate the clock, not overflow to its beginning.</summary>
    [Theory]
    [InlineData(10_000)]
    [InlineData(10_675_199)]
    public void DeadlineDoesNotPassBeforeItsTime(int days)
    {
        Assert.False(new Deadline(TimeSpan.FromDays(days)).HasPassed);
        Assert.True(new Deadline(TimeSpan.FromDays(-days)).HasPassed);
        Assert.False(new Deadline(TimeSpan.MaxValue).HasPassed);
    }

    /// <summary>Repeated doubling must not overflow to a delay of zero: the delay stays at its maximum.</summary>
    [Fact]
    public void MillionthRetryStillWaits() =>
        Assert.Equal(TimeSpan.FromDays(10_000), new BackOff(TimeSpan.FromTicks(1), TimeSpan.FromDays(10_000)).Longest(long.MaxValue));
}
