using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>What a store with a clock that only goes on does not show.</summary>
public sealed class LeaseStepsTests
{
    /// <summary>L1: also when the clock of the store was set back, or two terms begin within a millisecond.</summary>
    [Theory]
    [InlineData(5_000, 5_001)]
    [InlineData(5_001, 5_001)]
    [InlineData(4_000, 5_001)]
    [InlineData(6_000, 6_000)]
    public void TokensGrowWhateverTheClock(long now, long token)
    {
        var record = LeaseSteps.Create(0, 1_000) with { Lease = LeaseSteps.Create(0, 1_000).Lease with { Token = 5_000 } };
        var request = new TakeRequest
        {
            Name = "n",
            Owner = Guid.NewGuid(),
            Host = "a:1",
            Lease = TimeSpan.FromSeconds(3),
            Shards = [new(0, 5_000)],
        };
        var taken = LeaseSteps.Take(record, request, request.Shards[0], now, isOver: false)!;
        Assert.Equal((token, now + 3_000, 3_000, 1), (taken.Lease.Token, taken.Lease.Until, taken.Duration, taken.Renewals));
    }
}
