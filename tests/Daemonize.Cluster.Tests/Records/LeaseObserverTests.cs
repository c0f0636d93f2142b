using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>How long a record is known to be as it is. Timestamps are microseconds here.</summary>
public sealed class LeaseObserverTests
{
    private readonly LeaseObserver _observer = new(new CountingTime());

    [Fact]
    public void TimeCountsFromTheFirstSight()
    {
        Assert.Equal(0, See(Record(1, 1), 5_000_000));
        Assert.Equal(2_000, See(Record(1, 1), 7_000_000));
    }

    /// <summary>The record of a name that was removed and created again counts its renewals from the beginning.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void AnotherTokenOrRenewalIsSeenForTheFirstTime(long token, long renewals)
    {
        See(Record(1, 1), 5_000_000);
        Assert.Equal(0, See(Record(token, renewals), 7_000_000));
        Assert.Equal(1_000, See(Record(token, renewals), 8_000_000));
    }

    [Fact]
    public void FirstSightMayBeReportedLast()
    {
        See(Record(1, 1), 5_000_000);
        Assert.Equal(0, See(Record(1, 1), 4_000_000));
        Assert.Equal(2_000, See(Record(1, 1), 6_000_000));
    }

    private long See(LeaseRecord record, long at) => _observer.See("n", record, at);

    private static LeaseRecord Record(long token, long renewals) =>
        new() { Lease = new() { Shard = 0, Token = token, Slot = 1, Done = 1 }, Renewals = renewals };
}
