namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    [Fact]
    public async Task LeaseIsRenewed()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Token);
        var reply = await RenewAsync(Me, LongLease, new ShardToken(0, mine.Token));
        var renewed = Assert.Single(reply.Leases);
        Assert.Equal(mine with { Until = reply.Now + 60_000 }, renewed);
        await AssertIsUnchangedAsync(renewed);
        await WaitUntilPastAsync(mine.Until);
        AssertIsRefused(await TakeAsync(Other, LongLease, new ShardToken(0, mine.Token)));
    }

    [Fact]
    public async Task ExpiredLeaseThatNobodyTookIsRenewed()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var reply = await RenewAsync(Me, LongLease, new ShardToken(0, mine.Token));
        Assert.Equal(mine with { Until = reply.Now + 60_000 }, Assert.Single(reply.Leases));
    }

    /// <summary>L4, L7.</summary>
    [Fact]
    public async Task LateRenewChangesNothing()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var theirs = await TakeAsync(Other, LongLease);
        AssertIsRefused(await RenewAsync(Me, LongLease, new ShardToken(0, mine.Token)));
        AssertIsRefused(await RenewAsync(Me, LongLease, new ShardToken(0, theirs.Token)));
        AssertIsRefused(await RenewAsync(Other, LongLease, new ShardToken(0, mine.Token)));
        await AssertIsUnchangedAsync(theirs);
    }

    [Fact]
    public async Task ReleasedLeaseIsNotRenewed()
    {
        var mine = await TakeAsync(Me, LongLease);
        await EndAsync(Me, new ShardEnd(0, mine.Token, 0, 0, Releases: true));
        AssertIsRefused(await RenewAsync(Me, LongLease, new ShardToken(0, mine.Token)));
        Assert.Null((await LookAsync()).Owner);
    }

    [Fact]
    public async Task SlotEnds()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 0, Releases: false))).Leases);
        Assert.Equal(mine with { Done = mine.Slot }, ended);
        await AssertIsUnchangedAsync(ended);
    }

    [Fact]
    public async Task InterruptedSlotsAreCounted()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 2, Releases: false))).Leases);
        Assert.Equal(mine with { Done = mine.Slot, Interrupted = 2 }, ended);
    }

    /// <summary>L5: a repeated end counts nothing twice.</summary>
    [Fact]
    public async Task RepeatedEndChangesNothing()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 2, Releases: false))).Leases);
        Assert.Equal(ended, Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 2, Releases: false))).Leases));
        await AssertIsUnchangedAsync(ended);
    }

    /// <summary>L2.</summary>
    [Fact]
    public async Task DoneDoesNotGoBack()
    {
        var mine = await BeganAsync(Me, passed: 0, later: 5);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 0, Releases: false))).Leases);
        Assert.Equal(ended, Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot - 1, 3, Releases: false))).Leases));
        Assert.Equal(ended, Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, 0, 3, Releases: false))).Leases));
        await AssertIsUnchangedAsync(ended);
    }

    [Fact]
    public async Task ReleasedRecordHasNoOwner()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var released = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 1, Releases: true))).Leases);
        Assert.Equal(Timeless(mine with { Owner = null, Done = mine.Slot, Interrupted = 1 }), Timeless(released));
        Assert.Equal(Timeless(released), Timeless(await LookAsync()));
        Assert.NotNull((await TakeAsync(Other, LongLease)).Owner);
    }

    [Fact]
    public async Task ReleaseWithoutAnEndLeavesTheSlotOpen()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var released = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, 0, 0, Releases: true))).Leases);
        Assert.Equal((null, mine.Slot, mine.Done), (released.Owner, released.Slot, released.Done));
    }

    /// <summary>L4, L7: a release that is carried out late takes nothing from the next term.</summary>
    [Fact]
    public async Task LateEndChangesNothing()
    {
        var mine = await BeganAsync(Me, passed: 0, lease: server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var theirs = await TakeAsync(Other, LongLease);
        AssertIsRefused(await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 1, Releases: true)));
        AssertIsRefused(await EndAsync(Me, new ShardEnd(0, theirs.Token, mine.Slot, 1, Releases: true)));
        AssertIsRefused(await EndAsync(Other, new ShardEnd(0, mine.Token, mine.Slot, 1, Releases: true)));
        await AssertIsUnchangedAsync(theirs);
    }

    /// <summary>The owner may take again, and then its own last term is an old one.</summary>
    [Fact]
    public async Task StepsOfTheOwnLastTermAreRefused()
    {
        var last = await DueAsync(Me);
        var mine = await TakeAsync(Me, LongLease);
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, last.Token, last.Slot + 1, 1, 0)));
        AssertIsRefused(await RenewAsync(Me, LongLease, new ShardToken(0, last.Token)));
        AssertIsRefused(await EndAsync(Me, new ShardEnd(0, last.Token, last.Slot + 1, 1, Releases: true)));
        await AssertIsUnchangedAsync(mine);
    }

    /// <summary>An end after the lease is over, but before another term: the slot did end.</summary>
    [Fact]
    public async Task EndOfAnExpiredLeaseThatNobodyTookCounts()
    {
        var mine = await BeganAsync(Me, passed: 0, lease: server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        Assert.Equal(
            mine with { Done = mine.Slot },
            Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 0, Releases: false))).Leases));
    }
}
