using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Ticks on a grid in virtual time: slots are at 0, 100, 200, ….</summary>
public sealed class TickerTests
{
    private const long Interval = 100;

    private readonly VirtualDaemon _daemon = new();

    [Fact]
    public void FirstTickIsAtTheOriginAndTheOthersAreAtTheSlots()
    {
        Run(stopAt: 450, tick: () => 30);

        Assert.Equal([0, 100, 200, 300, 400], _daemon.StartTimes);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void InitialDelayMovesTheGrid()
    {
        Run(stopAt: 1_000, tick: () => 30, origin: 770);

        Assert.Equal([770, 870, 970], _daemon.StartTimes);
    }

    /// <summary>Time passes between the reading of the clock and the first check of the slot.</summary>
    [Fact]
    public void FirstSlotTicksAlthoughItIsAlreadyPast()
    {
        Run(stopAt: 150, tick: () => 10, origin: -3);

        Assert.Equal([0, 97], _daemon.StartTimes);
        Assert.Equal(3, _daemon.Starts[0].Context.Lateness.Ticks);
    }

    [Fact]
    public void TickAsLongAsTheIntervalLosesNoSlot()
    {
        Run(stopAt: 500, tick: () => Interval);

        Assert.Equal([0, 100, 200, 300, 400], _daemon.StartTimes);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void TickThatIsALittleLongerLosesASlot()
    {
        Run(stopAt: 600, tick: () => Interval + 1);

        Assert.Equal([0, 200, 400], _daemon.StartTimes);
        Assert.Equal(3, _daemon.Progress.Skipped);
    }

    [Fact]
    public void LongTickSkipsAllSlotsThatPassAndGoesOnWithTheGrid()
    {
        var ticks = 0;
        Run(stopAt: 1_000, tick: () => ++ticks == 2 ? 555 : 10);

        Assert.Equal([0, 100, 700, 800, 900], _daemon.StartTimes);
        Assert.Equal(5, _daemon.Progress.Skipped);
    }

    [Fact]
    public void SkippedSlotsAreKnownToTheNextTick()
    {
        List<long> seen = [];
        Run(stopAt: 700, tick: () =>
        {
            seen.Add(_daemon.Progress.Skipped);
            return 250;
        });

        Assert.Equal([0, 300, 600], _daemon.StartTimes);
        Assert.Equal([0, 2, 4], seen);
    }

    [Fact]
    public void LateWakeDoesNotMoveTheNextSlotAndIsTold()
    {
        _daemon.Time.Freeze(90, 140);
        Run(stopAt: 250, tick: () => 10);

        Assert.Equal([0, 140, 200], _daemon.StartTimes);
        Assert.Equal([0, 40, 0], _daemon.Starts.Select(start => start.Context.Lateness.Ticks));
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    /// <summary>The process was suspended: it ticks once, for the slot whose time it is, and continues from there.</summary>
    [Fact]
    public void WakeThatIsSlotsLateIsOneTick()
    {
        _daemon.Time.Freeze(50, 1_234);
        Run(stopAt: 1_450, tick: () => 1);

        Assert.Equal([0, 1_234, 1_300, 1_400], _daemon.StartTimes);
        Assert.Equal(11, _daemon.Progress.Skipped);
    }

    [Fact]
    public void SlotMoreThanAMinuteLateIsMissed()
    {
        var hour = TimeSpan.TicksPerHour;
        _daemon.Time.Freeze(hour, hour + TimeSpan.TicksPerMinute + 1);
        _daemon.StopAt((2 * hour) + 1);
        _daemon.Run(new GridTimetable(new Grid(0, hour)), (_, _) => _daemon.Busy(1));

        Assert.Equal([0, 2 * hour], _daemon.StartTimes);
        Assert.Equal(1, _daemon.Progress.Skipped);
    }

    [Fact]
    public void SlotAMinuteLateTicks()
    {
        var hour = TimeSpan.TicksPerHour;
        _daemon.Time.Freeze(hour, hour + TimeSpan.TicksPerMinute);
        _daemon.StopAt((2 * hour) + 1);
        _daemon.Run(new GridTimetable(new Grid(0, hour)), (_, _) => _daemon.Busy(1));

        Assert.Equal([0, hour + TimeSpan.TicksPerMinute, 2 * hour], _daemon.StartTimes);
        Assert.Equal(1, _daemon.Progress.Late);
    }

    [Fact]
    public void TwoHundredThousandSlotsDoNotDrift()
    {
        const long Odd = 333_333;
        var slot = 0L;
        _daemon.StopAt(Odd * 200_000);

        _daemon.Run(new GridTimetable(new Grid(0, Odd)), (_, _) =>
        {
            Assert.Equal(slot++ * Odd, _daemon.Time.Now);
            return _daemon.Busy(slot % Odd);
        });

        Assert.Equal(200_000, slot);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void StopBeforeTheFirstSlotIsNoTick()
    {
        Run(stopAt: 50, tick: () => 10, origin: 60);

        Assert.Empty(_daemon.Starts);
        Assert.Equal(50, _daemon.Time.Now);
    }

    [Fact]
    public void StopDuringATickLetsItEndAndBeginsNoOther()
    {
        Run(stopAt: 120, tick: () => 70);

        Assert.Equal([0, 100], _daemon.StartTimes);
        Assert.Equal(170, _daemon.Time.Now);
    }

    [Fact]
    public void StopDuringATickThatMissesSlotsBeginsNoOther()
    {
        Run(stopAt: 120, tick: () => 1_000);

        Assert.Equal([0], _daemon.StartTimes);
    }

    [Fact]
    public void RunsAreCountedUpToTheirLimit()
    {
        _daemon.Run(new GridTimetable(new Grid(0, Interval)), (_, _) => _daemon.Busy(10), SlotPolicy.Default with { MaxRuns = 3 });

        Assert.Equal([0, 100, 200], _daemon.StartTimes);
        Assert.Equal([1, 2, 3], _daemon.Starts.Select(start => start.Context.TickNumber));
    }

    [Fact]
    public void DelayIsCountedFromTheEndOfATick()
    {
        _daemon.StopAt(500);
        _daemon.Run(new DelayTimetable(100), (_, _) => _daemon.Busy(70));

        Assert.Equal([0, 170, 340], _daemon.StartTimes);
        Assert.Equal(0, _daemon.Progress.Skipped);
    }

    [Fact]
    public void JitterIsDrawnAnewAndDoesNotAddUp()
    {
        _daemon.StopAt(100 * Interval);
        _daemon.Run(new GridTimetable(new Grid(0, Interval)), (_, _) => _daemon.Busy(1), jitter: new Jitter(40, seed: 7));

        var waits = _daemon.StartTimes.Select(static (start, slot) => start - (slot * Interval)).ToArray();
        Assert.All(waits, static wait => Assert.InRange(wait, 0, 40));
        Assert.True(waits.Distinct().Count() > 20);
        Assert.All(_daemon.Starts, static start => Assert.Equal(TimeSpan.Zero, start.Context.Lateness));
    }

    [Fact]
    public void JitterWithASeedRepeats()
    {
        var jitter = new Jitter(1_000, seed: 42);
        var other = new Jitter(1_000, seed: 42);

        Assert.Equal(Enumerable.Range(0, 100).Select(_ => jitter.Draw(0)), Enumerable.Range(0, 100).Select(_ => other.Draw(0)));
    }

    /// <param name="stopAt">The instant at which the stop is requested; null for an earlier call of StopAt.</param>
    /// <param name="tick">Returns how long a tick takes.</param>
    /// <param name="origin">The instant of the first slot.</param>
    private void Run(long? stopAt = null, Func<long>? tick = null, long origin = 0)
    {
        if (stopAt is { } instant)
        {
            _daemon.StopAt(instant);
        }

        _daemon.Run(
            new GridTimetable(new Grid(origin, Interval)), (_, _) => _daemon.Busy(tick?.Invoke() ?? 0), origin: origin);
    }
}
