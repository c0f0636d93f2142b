using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>How the two clocks of .NET make one that runs during a suspend.</summary>
public sealed class BootClockRuleTests
{
    [Theory]
    [InlineData(1000, 1000, 1000)]
    [InlineData(1000, 1049, 1000)]
    [InlineData(1000, 61_000, 61_000)]
    [InlineData(1000, -3_600_000, 1000)]
    public void LongerTimeOfTheWallClockIsASuspend(int monotonic, int wall, int expected) => Assert.Equal(
        TimeSpan.FromMilliseconds(expected), BootClock.Between(TimeSpan.FromMilliseconds(monotonic), TimeSpan.FromMilliseconds(wall)));
}
