using Daemonize.History;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>The instant by which a schedule must make progress, and whether it is overdue.</summary>
public sealed class HeartbeatTests
{
    private const long Now = 1_000_000;

    [Theory]
    [InlineData(5, null, 5)]
    [InlineData(5, 1, 5)]
    [InlineData(null, 1, 60)]
    [InlineData(null, 6, 60)]
    [InlineData(null, 7, 70)]
    [InlineData(null, null, null)]
    public void TickHasItsTimeoutElseTenIntervalsButAMinuteAtLeast(int? timeout, int? period, int? seconds) =>
        Assert.Equal(Now + (seconds * 1000), new Heartbeat(Span(timeout), Span(period)).OfTick(Now));

    [Fact]
    public void WaitThatIsOverIsDueNow() => Assert.Equal(Now, Heartbeat.OfWait(Now, TimeSpan.FromSeconds(-3)));

    [Theory]
    [InlineData(Now, Now, false)]
    [InlineData(Now, Now + 5000, false)]
    [InlineData(Now, Now + 5001, true)]
    [InlineData(null, long.MaxValue, false)]
    public void PromiseIsBrokenAfterTheGrace(long? due, long now, bool isOverdue) => Assert.Equal(isOverdue, Heartbeat.IsOverdue(due, now));

    [Fact]
    public void WaitOfAgesIsNoPromise() => Assert.Null(Heartbeat.OfWait(long.MaxValue - 1000, TimeSpan.FromDays(1)));

    /// <summary>
    /// The due event is the next slot between ticks, the end of the tick within one, and the end of the delay before a retry; in a stop
    /// there is none.
    /// </summary>
    [Fact]
    public void ProgressKnowsWhatIsDue()
    {
        var progress = new DaemonProgress(new Heartbeat(TimeSpan.FromSeconds(100), null));
        progress.SetNext(DateTimeOffset.UtcNow.AddSeconds(30));
        AssertDueIn(30, progress);
        var tick = progress.BeginTick(DateTimeOffset.UtcNow);
        AssertDueIn(100, progress);
        progress.SetNext(DateTimeOffset.UtcNow.AddSeconds(30));
        AssertDueIn(100, progress);
        progress.BeginRetry(TimeSpan.FromSeconds(50));
        AssertDueIn(150, progress);
        progress.EndTick(tick, TimeSpan.Zero, retries: 0, HistoryFlags.None);
        progress.SetNext(DateTimeOffset.UtcNow.AddSeconds(30));
        AssertDueIn(30, progress);
        Assert.True(progress.IsHealthy);
        progress.SetNext(null);
        Assert.Null(progress.Due);
        progress.Stop();
        _ = progress.BeginTick(DateTimeOffset.UtcNow);
        Assert.Null(progress.Due);
    }

    private static void AssertDueIn(int seconds, DaemonProgress progress) =>
        Assert.InRange(progress.Due!.Value - Heartbeat.Now, (seconds * 1000) - 10_000, (seconds * 1000) + 10);

    private static TimeSpan? Span(int? seconds) => seconds is { } number ? TimeSpan.FromSeconds(number) : null;
}
