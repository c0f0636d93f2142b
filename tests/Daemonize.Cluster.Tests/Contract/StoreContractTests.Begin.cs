namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    [Fact]
    public async Task SlotBegins()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Slot + 1);
        var reply = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 5));
        var lease = Assert.Single(reply.Leases);
        Assert.Equal(mine with { Slot = mine.Slot + 1, Missed = 5, Until = reply.Now + 60_000 }, lease);
        await AssertIsUnchangedAsync(lease);
    }

    /// <summary>L6, C5: a slot of the store's future extends only the lease.</summary>
    [Fact]
    public async Task EarlySlotOnlyExtendsTheLease()
    {
        var mine = await TakeAsync(Me, LongLease);
        await WaitUntilPastAsync(mine.Token);
        var reply = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Token + 60_000, 2, 7));
        var lease = Assert.Single(reply.Leases);
        Assert.Equal(mine with { Until = reply.Now + 60_000 }, lease);
        await AssertIsUnchangedAsync(lease);
    }

    /// <summary>L6: at every moment around the slot, the reply's time decides, and never later than the true time.</summary>
    [Fact]
    public async Task NoSlotBeginsBeforeItsTime()
    {
        var mine = await TakeAsync(Me, LongLease);
        var slot = (await LookAsync(0)).Now + 100;
        var (early, reply) = (0, new LeaseReply(0, []));
        do
        {
            reply = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, slot, 1, 0));
            var lease = Assert.Single(reply.Leases);
            Assert.Equal(reply.Now >= slot, lease.Slot == slot);
            early += reply.Now < slot ? 1 : 0;
        }
        while (reply.Now < slot);

        Assert.True(early > 0);
        Assert.True((await LookAsync(0)).Now >= slot);
    }

    /// <summary>L4.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task BeginWithAnotherTokenIsRefused(int difference)
    {
        var mine = await DueAsync(Me);
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token + difference, mine.Slot + 1, 1, 0)));
        await AssertIsUnchangedAsync(mine);
    }

    [Fact]
    public async Task BeginOfAnotherIsRefused()
    {
        var mine = await DueAsync(Me);
        AssertIsRefused(await BeginAsync(Other, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 0)));
        await AssertIsUnchangedAsync(mine);
    }

    [Fact]
    public async Task BeginOfAReleasedRecordIsRefused()
    {
        var mine = await DueAsync(Me);
        await EndAsync(Me, new ShardEnd(0, mine.Token, 0, 0, Releases: true));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 0)));
        Assert.Null((await LookAsync()).Owner);
    }

    /// <summary>L2.</summary>
    [Fact]
    public async Task EarlierSlotIsRefused()
    {
        var mine = await BeganAsync(Me, passed: 0, later: 5);
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot - 1, 1, 0)));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot - 1, 2, 0)));
        await AssertIsUnchangedAsync(mine);
    }

    /// <summary>A begin that is repeated after the end of its slot must not begin it again, whatever its attempt.</summary>
    [Fact]
    public async Task EndedSlotIsRefused()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 0, Releases: false))).Leases);
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, 1, 0)));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, 2, 0)));
        await AssertIsUnchangedAsync(ended);
    }

    /// <summary>The end may be ahead of the slot: a slot that somebody has ended without a begin in this record.</summary>
    [Fact]
    public async Task SlotUpToTheLastEndIsRefused()
    {
        var mine = await DueAsync(Me, later: 5);
        var ended = Assert.Single((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot + 3, 0, Releases: false))).Leases);
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 2, 1, 0)));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 3, 1, 0)));
        await AssertIsUnchangedAsync(ended);
        Assert.Single((await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 4, 1, 0))).Leases);
    }

    /// <summary>L5: whether the answer was lost or not, the same request leaves the same record, and counts nothing twice.</summary>
    [Fact]
    public async Task RepeatedBeginLeavesTheSame()
    {
        var mine = await BeganAsync(Me, passed: 4);
        var again = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, 1, 4));
        Assert.Equal(Timeless(mine), Timeless(Assert.Single(again.Leases)));
        Assert.Equal(again.Now + 60_000, Assert.Single(again.Leases).Until);
    }

    [Fact]
    public async Task NextAttemptOfTheSlotBegins()
    {
        var mine = await BeganAsync(Me, passed: 4);
        foreach (var attempt in (int[])[2, 2, 3])
        {
            var reply = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, attempt, 4));
            var lease = Assert.Single(reply.Leases);
            Assert.Equal(Timeless(mine with { Attempt = attempt }), Timeless(lease));
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    public async Task OtherAttemptsAreRefused(int recorded, int wanted)
    {
        var mine = await BeganAsync(Me, passed: 0);
        for (var attempt = 2; attempt <= recorded; attempt++)
        {
            mine = Assert.Single((await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, attempt, 0))).Leases);
        }

        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, wanted, 0)));
        await AssertIsUnchangedAsync(mine);
    }

    /// <summary>A later slot has the requested attempt, whatever that of the last one.</summary>
    [Fact]
    public async Task NextSlotHasItsOwnAttempt()
    {
        var mine = await BeganAsync(Me, passed: 1, later: 2);
        await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, 2, 0));
        await WaitUntilPastAsync(mine.Slot + 1);
        var lease = Assert.Single((await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 2))).Leases);
        Assert.Equal(Timeless(mine with { Slot = mine.Slot + 1, Missed = 3 }), Timeless(lease));
    }

    /// <summary>The next term begins the open slot again, and only with its own token.</summary>
    [Fact]
    public async Task OpenSlotIsBegunAgainByTheNextTerm()
    {
        var mine = await BeganAsync(Me, passed: 0, lease: server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var theirs = await TakeAsync(Other, LongLease);
        var again = Assert.Single((await BeginAsync(Other, LongLease, new ShardBegin(0, theirs.Token, mine.Slot, 2, 0))).Leases);
        Assert.Equal((mine.Slot, 2, Other), (again.Slot, again.Attempt, again.Owner));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot, 2, 0)));
        AssertIsRefused(await BeginAsync(Me, LongLease, new ShardBegin(0, theirs.Token, mine.Slot, 2, 0)));
        await AssertIsUnchangedAsync(again);
    }

    /// <summary>A lease that is over but not taken is extended by a begin too.</summary>
    [Fact]
    public async Task BeginRenewsAnExpiredLease()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var reply = await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 0));
        Assert.Equal(mine with { Slot = mine.Slot + 1, Until = reply.Now + 60_000 }, Assert.Single(reply.Leases));
    }

    /// <summary>The ends of earlier slots may travel with a begin, and never go back.</summary>
    [Fact]
    public async Task BeginRecordsTheEndsBeforeIt()
    {
        var mine = await BeganAsync(Me, passed: 0, later: 3);
        await WaitUntilPastAsync(mine.Slot + 3);
        var next = new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 0) { Ended = mine.Slot };
        AssertIsRefused(await BeginAsync(Me, LongLease, next with { Token = mine.Token + 1 }));
        await AssertIsUnchangedAsync(mine);

        var lease = Assert.Single((await BeginAsync(Me, LongLease, next)).Leases);
        Assert.Equal(Timeless(mine with { Slot = mine.Slot + 1, Done = mine.Slot }), Timeless(lease));
        lease = Assert.Single((await BeginAsync(Me, LongLease, next with { Slot = mine.Slot + 2, Ended = mine.Slot - 1 })).Leases);
        Assert.Equal((mine.Slot + 2, mine.Slot), (lease.Slot, lease.Done));
        await AssertIsUnchangedAsync(lease);
    }

    /// <summary>What has ended has ended, also if the next slot is not yet due.</summary>
    [Fact]
    public async Task EarlyBeginRecordsTheEndsBeforeIt()
    {
        var mine = await BeganAsync(Me, passed: 0);
        var early = new ShardBegin(0, mine.Token, mine.Token + 60_000, 1, 0) { Ended = mine.Slot };
        var lease = Assert.Single((await BeginAsync(Me, LongLease, early)).Leases);
        Assert.Equal(Timeless(mine with { Done = mine.Slot }), Timeless(lease));
    }

    /// <summary>A record that this process owns, and whose next slots are due.</summary>
    private async Task<Lease> DueAsync(Guid owner, int later = 1, TimeSpan? lease = null)
    {
        var mine = await TakeAsync(owner, lease ?? LongLease);
        await WaitUntilPastAsync(mine.Slot + later);
        return mine;
    }

    /// <summary>A record whose first slot has begun, some milliseconds after its creation.</summary>
    private async Task<Lease> BeganAsync(Guid owner, long passed, int later = 1, TimeSpan? lease = null)
    {
        var mine = await DueAsync(owner, later, lease);
        return Assert.Single(
            (await BeginAsync(owner, lease ?? LongLease, new ShardBegin(0, mine.Token, mine.Slot + later, 1, passed))).Leases);
    }
}
