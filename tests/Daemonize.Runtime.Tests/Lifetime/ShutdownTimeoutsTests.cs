using System.Diagnostics;
using Daemonize.Lifetime;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Lifetime;

/// <summary>The division of StopTimeout.</summary>
public sealed class ShutdownTimeoutsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Long enough to distinguish the duration of a test from the margins.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly StopRequest _stop = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 5)]
    [InlineData(5_000, 500)]
    [InlineData(9_990, 999)]
    [InlineData(10_000, 1_000)]
    [InlineData(3_600_000, 1_000)]
    public void MarginIsATenthAndASecondAtMost(int timeout, int margin) =>
        Assert.Equal(TimeSpan.FromMilliseconds(margin), ShutdownTimeouts.MarginOf(TimeSpan.FromMilliseconds(timeout)));

    /// <summary>Results end first, OnStop half a margin later, and the daemon exits with a quarter of the margin left.</summary>
    [Fact]
    public void SharesEndOneAfterTheOtherBeforeTheTimeout()
    {
        using var budget = new ShutdownTimeouts(_stop, Timeout, static () => { }, static () => { });
        var begin = Stopwatch.GetTimestamp();
        budget.Begin();
        var shares = (Results: budget.TimeForResults, OnStop: budget.TimeForOnStop, Leave: budget.TimeToLeave);
        var elapsed = Stopwatch.GetElapsedTime(begin);

        AssertShare(1_000, shares.Results);
        AssertShare(500, shares.OnStop);
        AssertShare(250, shares.Leave);

        void AssertShare(int margin, TimeSpan share)
        {
            var longest = Timeout - TimeSpan.FromMilliseconds(margin);
            Assert.InRange(share, longest - elapsed, longest);
        }
    }

    [Fact]
    public void NothingIsLeftWhenTheTimeIsOver()
    {
        using var budget = new ShutdownTimeouts(_stop, TimeSpan.FromTicks(1), static () => { }, static () => { });
        budget.Begin();
        SpinWait.SpinUntil(() => budget.TimeToLeave == TimeSpan.Zero, Limit);

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (budget.TimeForResults, budget.TimeForOnStop, budget.TimeToLeave));
    }

    /// <summary>A stop during OnStop, or the end of the method after a stop, does not restart the time.</summary>
    [Fact]
    public void TimeBeginsOnce()
    {
        using var budget = new ShutdownTimeouts(_stop, Timeout, static () => { }, static () => { });
        budget.Begin();
        var begin = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMilliseconds(20), Limit);
        budget.Begin();
        _stop.Request(StopReason.Signal);

        Assert.True(budget.TimeForResults < Timeout - TimeSpan.FromMilliseconds(1_020));
    }

    [Fact]
    public void StopRequestBeginsTheTimeAndEndsTheResults()
    {
        using var isOver = new ManualResetEventSlim();
        using var budget = new ShutdownTimeouts(_stop, TimeSpan.FromMilliseconds(100), static () => { }, isOver.Set);
        Assert.False(isOver.IsSet);
        var begin = Stopwatch.GetTimestamp();
        _stop.Request(StopReason.Signal);

        Assert.True(isOver.Wait(Limit, TestContext.Current.CancellationToken));

        // A tenth less, and the runtime's timers may fire up to 2 ms early.
        Assert.True(Stopwatch.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(87), "the results end early");
    }

    [Fact]
    public void StopThatCameBeforeCountsAsWell()
    {
        _stop.Request(StopReason.Signal);
        using var isOver = new ManualResetEventSlim();
        using var budget = new ShutdownTimeouts(_stop, TimeSpan.FromMilliseconds(1), static () => { }, isOver.Set);

        Assert.True(isOver.Wait(Limit, TestContext.Current.CancellationToken));
    }

    /// <summary>The method has ended and its results are handled: a later stop request ends nothing.</summary>
    [Fact]
    public void StopAfterTheEndEndsNothing()
    {
        var budget = new ShutdownTimeouts(_stop, TimeSpan.Zero, static () => { }, static () => Assert.Fail("there is nothing to end"));
        budget.Dispose();

        _stop.Request(StopReason.Signal);

        Assert.Equal(TimeSpan.Zero, budget.TimeForResults);
    }
}
