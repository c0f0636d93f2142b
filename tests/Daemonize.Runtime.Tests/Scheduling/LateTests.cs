using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Late ticks and skipped slots, in virtual time: slots are at 0, 100, 200, ….</summary>
public sealed class LateTests
{
    private readonly VirtualDaemon _daemon = new();

    [Fact]
    public void TickThatWaitedForAnotherIsLate()
    {
        Run(350, SlotPolicy.Default with { Overlap = OverlapPolicy.Queue }, context => context.TickNumber == 1 ? 150 : 10);

        Assert.Equal([0, 150, 200, 300], _daemon.StartTimes);
        Assert.Equal(1, _daemon.Progress.Late);
    }

    /// <summary>The tick belongs to the last of the three slots, whose time it is.</summary>
    [Fact]
    public void TickThatMakesUpForAMissedSlotIsLate()
    {
        _daemon.Time.Freeze(50, 1_234);
        Run(1_250, SlotPolicy.Default with { Missed = MissedPolicy.All, MaxMissed = 3 }, static _ => 1);

        Assert.Equal([0, 1_234, 1_235, 1_236], _daemon.StartTimes);
        Assert.Equal([0, 1_000, 1_100, 1_200], _daemon.Starts.Select(static start => start.Start - start.Context.Lateness.Ticks));
        Assert.Equal(2, _daemon.Progress.Late);
    }

    [Fact]
    public void TickThatIsOnTimeIsNotLate()
    {
        Run(1_000, SlotPolicy.Default with { Overlap = OverlapPolicy.Queue, Missed = MissedPolicy.All, MaxMissed = 3 }, static _ => 100);

        Assert.Equal(0, _daemon.Progress.Late);
    }

    [Fact]
    public void SlotsThatAreSkippedWithATickAreKnownToIt()
    {
        List<long> seen = [];
        _daemon.Time.Freeze(50, 1_234);
        Run(1_350, SlotPolicy.Default, _ =>
        {
            seen.Add(_daemon.Progress.Skipped);
            return 1;
        });

        Assert.Equal([0, 1_234, 1_300], _daemon.StartTimes);
        Assert.Equal([0, 11, 11], seen);
    }

    /// <summary>A slot that never comes gets no jitter: with jitter it would come at once.</summary>
    [Fact]
    public void JitterDoesNotMakeASlotThatNeverComesCome()
    {
        _daemon.Time.At(40, () => _daemon.Ticker!.TickNow());
        _daemon.StopAt(500);
        _daemon.Run(new DelayTimetable(null), (_, _) => _daemon.Busy(10), jitter: new Jitter(40, seed: 7));

        Assert.Equal([40], _daemon.StartTimes);
        Assert.Equal(0, _daemon.Progress.Skipped);
        Assert.Null(_daemon.Progress.Next);
    }

    [Fact]
    public void JitterGoesFromZeroToItsLimit()
    {
        var jitter = new Jitter(2, seed: 7);

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 200).Select(_ => jitter.Draw(0)).Distinct().Order());
    }

    [Fact]
    public void JitterWithoutASeedIsNotThatOfASeed()
    {
        var jitter = new Jitter(long.MaxValue - 1, seed: 0);
        var other = new Jitter(long.MaxValue - 1, seed: 0);

        Assert.NotEqual(Enumerable.Range(0, 4).Select(_ => jitter.Draw(0)), Enumerable.Range(0, 4).Select(_ => other.Draw(0)));
    }

    /// <summary>The code that runs ticks handles their failures; a defect there must not look like a healthy daemon.</summary>
    [Theory]
    [InlineData(OverlapPolicy.Skip)]
    [InlineData(OverlapPolicy.Parallel)]
    public void DefectInATickEndsTheSchedule(OverlapPolicy overlap)
    {
        var policy = SlotPolicy.Default with { Overlap = overlap };
        var clock = new VirtualClock(_daemon.Time, _daemon.Stop);
        var queue = new SlotQueue(new GridTimetable(new Grid(0, 100)), policy, new Jitter(0, 0), 0);
        var defect = Task.FromException(new InvalidOperationException("a defect"));
        var ticker = new Ticker(queue, policy, clock, clock, (_, _) => defect, _daemon.Progress, upkeep: null, "virtual", static _ => { });
        _daemon.StopAt(1_000);

        Assert.Equal("a defect", Assert.Throws<InvalidOperationException>(() => ticker.Run(_daemon.Stop.Token)).Message);
    }

    private void Run(long stopAt, SlotPolicy policy, Func<DaemonContext, long> tick)
    {
        _daemon.StopAt(stopAt);
        _daemon.Run(new GridTimetable(new Grid(0, 100)), (context, _) => _daemon.Busy(tick(context)), policy);
    }
}
