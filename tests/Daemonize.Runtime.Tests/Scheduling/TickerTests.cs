using Daemonize.Scheduling;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Scheduling;

/// <summary>Ticks in virtual time: slots are at 0, 100, 200, ….</summary>
public sealed class TickerTests
{
    private const long Interval = 100;

    private readonly VirtualClock _clock = new();
    private readonly List<long> _starts = [];
    private Ticker? _ticker;

    [Fact]
    public void FirstTickIsAtTheOriginAndTheOthersAreAtTheSlots()
    {
        Run(stopAt: 450, tick: () => 30);

        Assert.Equal([0, 100, 200, 300, 400], _starts);
        Assert.Equal(0, _ticker!.Skipped);
    }

    [Fact]
    public void InitialDelayMovesTheGrid()
    {
        Run(stopAt: 1_000, tick: () => 30, origin: 770);

        Assert.Equal([770, 870, 970], _starts);
    }

    [Fact]
    public void TickAsLongAsTheIntervalLosesNoSlot()
    {
        Run(stopAt: 500, tick: () => Interval);

        Assert.Equal([0, 100, 200, 300, 400], _starts);
        Assert.Equal(0, _ticker!.Skipped);
    }

    [Fact]
    public void TickThatIsANanosecondLongerLosesASlot()
    {
        Run(stopAt: 500, tick: () => Interval + 1);

        Assert.Equal([0, 200, 400], _starts);
        Assert.Equal(3, _ticker!.Skipped);
    }

    [Fact]
    public void LongTickSkipsAllSlotsThatPassAndGoesOnWithTheGrid()
    {
        var ticks = 0;
        Run(stopAt: 1_000, tick: () => ++ticks == 2 ? 555 : 10);

        Assert.Equal([0, 100, 700, 800, 900], _starts);
        Assert.Equal(5, _ticker!.Skipped);
    }

    [Fact]
    public void SkippedSlotsAreKnownToTheNextTick()
    {
        List<long> seen = [];
        Run(stopAt: 700, tick: () =>
        {
            seen.Add(_ticker!.Skipped);
            return 250;
        });

        Assert.Equal([0, 300, 600], _starts);
        Assert.Equal([0, 2, 4], seen);
    }

    [Fact]
    public void LateWakeDoesNotMoveTheNextSlot()
    {
        _clock.Lateness = 40;
        Run(stopAt: 350, tick: () => 10);

        Assert.Equal([40, 140, 240, 340], _starts);
        Assert.Equal(0, _ticker!.Skipped);
    }

    /// <summary>The machine slept, or the process was stopped: one tick for the slot that was waited for, and on from now.</summary>
    [Fact]
    public void WakeThatIsSlotsLateIsOneTick()
    {
        _clock.Lateness = 1_234;
        Run(stopAt: 2_000, tick: () =>
        {
            _clock.Lateness = 0;
            return 1;
        });

        Assert.Equal([1_234, 1_300, 1_400, 1_500, 1_600, 1_700, 1_800, 1_900], _starts);
        Assert.Equal(12, _ticker!.Skipped);
    }

    [Fact]
    public void MillionSlotsDoNotDrift()
    {
        const long Odd = 333_333_333;
        var slot = 0L;
        _clock.StopAt = Odd * 1_000_000;
        _ticker = new Ticker(_clock, new Grid(0, Odd));

        _ticker.Run(() =>
        {
            Assert.Equal(slot++ * Odd, _clock.Now);
            _clock.Now += slot % Odd;
        });

        Assert.Equal(1_000_000, slot);
        Assert.Equal(0, _ticker.Skipped);
    }

    [Fact]
    public void StopBeforeTheFirstSlotIsNoTick()
    {
        Run(stopAt: 50, tick: () => 10, origin: 60);

        Assert.Empty(_starts);
        Assert.Equal(50, _clock.Now);
    }

    [Fact]
    public void StopBetweenSlotsEndsTheWait()
    {
        Run(stopAt: 150, tick: () => 10);

        Assert.Equal([0, 100], _starts);
        Assert.Equal(150, _clock.Now);
    }

    [Fact]
    public void StopDuringATickLetsItEndAndBeginsNoOther()
    {
        Run(stopAt: 120, tick: () => 70);

        Assert.Equal([0, 100], _starts);
        Assert.Equal(170, _clock.Now);
    }

    [Fact]
    public void StopDuringATickThatMissesSlotsBeginsNoOther()
    {
        Run(stopAt: 120, tick: () => 1_000);

        Assert.Equal([0], _starts);
    }

    [Fact]
    public void ExceptionOfATickEndsTheRun()
    {
        var ticker = new Ticker(_clock, new Grid(0, Interval));

        Assert.Throws<InvalidOperationException>(() => ticker.Run(() => throw new InvalidOperationException()));
    }

    /// <param name="stopAt">When the stop is requested.</param>
    /// <param name="tick">Says how long a tick takes.</param>
    /// <param name="origin">The instant of the first slot.</param>
    private void Run(long stopAt, Func<long> tick, long origin = 0)
    {
        _clock.StopAt = stopAt;
        _ticker = new Ticker(_clock, new Grid(origin, Interval));
        _ticker.Run(() =>
        {
            _starts.Add(_clock.Now);
            _clock.Now += tick();
        });
    }
}
