using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>The instants of slots.</summary>
public sealed class GridTests
{
    private static readonly Grid Grid = new(Origin: 1_000, Interval: 100);

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(1, 1_100)]
    [InlineData(1_000_000, 100_001_000)]
    public void SlotIsCountedFromTheOrigin(long slot, long instant) => Assert.Equal(instant, Grid.InstantOf(slot));

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    [InlineData(1_099, 1)]
    [InlineData(1_100, 1)]
    [InlineData(1_101, 2)]
    [InlineData(1_200, 2)]
    public void FirstSlotIsTheOneNotBefore(long instant, long slot) => Assert.Equal(slot, Grid.FirstSlotFrom(instant));

    [Fact]
    public void ShortestIntervalHasASlotAtEveryNanosecond()
    {
        var grid = new Grid(Origin: 5, Interval: 1);

        Assert.Equal(7, grid.FirstSlotFrom(12));
        Assert.Equal(12, grid.InstantOf(7));
    }

    [Fact]
    public void YearsOfUptimeDoNotOverflow()
    {
        const long TwoHundredYears = 200L * 366 * 86_400 * 1_000_000_000;
        var grid = new Grid(Origin: 0, Interval: 1_000_000);

        Assert.Equal(TwoHundredYears / 1_000_000, grid.FirstSlotFrom(TwoHundredYears));
        Assert.Equal(TwoHundredYears, grid.InstantOf(TwoHundredYears / 1_000_000));
    }
}
