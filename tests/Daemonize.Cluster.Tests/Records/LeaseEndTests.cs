using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>When a lease of 3 seconds that was renewed at 10,000 is over.</summary>
public sealed class LeaseEndTests
{
    [Theory]
    [InlineData(13_000, 7_000, false)]
    [InlineData(13_001, 2_899, false)]
    [InlineData(13_001, 2_900, true)]
    [InlineData(99_000, 100, false)]
    [InlineData(10_000, 7_000, false)]
    [InlineData(10_000, 7_001, true)]
    public void LeaseIsOverByClockAndObservation(long now, long unchanged, bool isOver) =>
        Assert.Equal(isOver, LeaseEnd.IsOver(Record(Guid.Empty), now, unchanged));

    /// <summary>Who looks again at the end that the reply has finds the lease over.</summary>
    [Theory]
    [InlineData(10_000, 0, 13_000)]
    [InlineData(12_000, 50, 14_850)]
    [InlineData(20_000, 2_000, 20_900)]
    [InlineData(13_500, 3_000, 13_000)]
    [InlineData(5_000, 0, 12_000)]
    public void EndIsThatAtWhichTheLeaseIsOver(long now, long unchanged, long end)
    {
        Assert.Equal(end, LeaseEnd.Describe(Record(Guid.Empty), now, unchanged).Until);
        Assert.True(LeaseEnd.IsOver(Record(Guid.Empty), Math.Max(now, end) + 1, unchanged + Math.Max(end - now, 0) + 1));
    }

    [Fact]
    public void LeaseWithoutAnOwnerIsAsItIs() => Assert.Equal(Record(null).Lease, LeaseEnd.Describe(Record(null), 99_000, 0));

    private static LeaseRecord Record(Guid? owner) => new()
    {
        Lease = new() { Shard = 0, Token = 1, Slot = 1, Done = 1, Owner = owner, Until = 13_000 },
        Duration = 3_000,
    };
}
