namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    [Fact]
    public async Task NewRecordHasMissedNothing()
    {
        var before = (await LookAsync(shards: [])).Now;
        var reply = await LookAsync(0);
        var lease = Assert.Single(reply.Leases);
        Assert.InRange(lease.Slot, before, reply.Now);
        Assert.Equal(new Lease { Shard = 0, Token = 0, Slot = lease.Slot, Done = lease.Slot }, Timeless(lease));
    }

    [Fact]
    public async Task RecordIsCreatedOnce()
    {
        var first = await LookAsync(0);
        await WaitUntilPastAsync(first.Now);
        Assert.Equal(Assert.Single(first.Leases), await LookAsync());
    }

    [Fact]
    public async Task LookHasAllShardsAndNoOthers()
    {
        var first = await LookAsync(3, 1);
        await WaitUntilPastAsync(first.Now);
        var reply = await LookAsync(999_999, 1, 7);
        Assert.Equal([1, 7, 999_999], Shards(reply));
        Assert.Equal(
            first.Leases.Single(static lease => lease.Shard == 1), reply.Leases.Single(static lease => lease.Shard == 1));
        Assert.True(reply.Leases.Single(static lease => lease.Shard == 7).Slot > first.Now);
    }

    [Fact]
    public async Task LookWithoutShardsHasTheTime()
    {
        var before = (await LookAsync(0)).Now;
        var reply = await LookAsync(shards: []);
        Assert.Empty(reply.Leases);
        Assert.InRange(reply.Now, before, before + 60_000);
    }

    /// <summary>The same for those that create the record at the same time.</summary>
    [Fact]
    public async Task FirstLooksAtTheSameTimeAgree()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LookAsync(0, 1, 2, 3)));
        foreach (var shard in Enumerable.Range(0, 4))
        {
            Assert.Single(replies.Select(reply => reply.Leases.Single(lease => lease.Shard == shard).Slot).Distinct());
        }
    }

    [Fact]
    public async Task NamesAreApart()
    {
        await TakeAsync(Me, LongLease);
        var other = await Store.LookAsync(new() { Name = Name + "2", Shards = [0] }, Abandon);
        Assert.Null(Assert.Single(other.Leases).Owner);
    }

    [Fact]
    public async Task FirstToAskIsTheDeputy()
    {
        var reply = await LookAsDeputyAsync(Me, LongLease);
        var lease = Assert.Single(reply.Leases);
        Assert.Equal((Me, reply.Now + 60_000), (lease.Deputy, lease.DeputyUntil));
        Assert.Equal(lease, await LookAsync());
    }

    [Fact]
    public async Task DeputyKeepsItsTermAgainstOthers()
    {
        var mine = Assert.Single((await LookAsDeputyAsync(Me, LongLease)).Leases);
        Assert.Equal(mine, Assert.Single((await LookAsDeputyAsync(Other, LongLease)).Leases));
        await AssertIsUnchangedAsync(mine);
    }

    /// <summary>A store may leave a term as it is while more than half of it is left.</summary>
    [Fact]
    public async Task DeputyExtendsItsTerm()
    {
        var first = await LookAsDeputyAsync(Me, LongLease);
        await WaitUntilPastAsync(first.Now);
        var second = await LookAsDeputyAsync(Me, LongLease);
        Assert.InRange(Assert.Single(second.Leases).DeputyUntil, second.Now + 30_000, second.Now + 60_000);
        Assert.True(second.Now > first.Now);
        var third = await LookAsDeputyAsync(Me, 3 * LongLease);
        Assert.Equal(third.Now + 180_000, Assert.Single(third.Leases).DeputyUntil);
    }

    [Fact]
    public async Task DeputyThatResignsEndsItsTerm()
    {
        await LookAsDeputyAsync(Me, LongLease);
        var end = await LookAsDeputyAsync(Me, TimeSpan.Zero);
        Assert.Equal(end.Now, Assert.Single(end.Leases).DeputyUntil);
    }

    [Fact]
    public async Task DeputyWhoseTermIsOverIsReplaced()
    {
        var mine = Assert.Single((await LookAsDeputyAsync(Me, server.ShortLease)).Leases);
        await WaitUntilPastAsync(mine.DeputyUntil);
        var next = Assert.Single((await LookAsDeputyAsync(Other, LongLease)).Leases);
        Assert.Equal(Other, next.Deputy);
        Assert.True(next.DeputyUntil > mine.DeputyUntil);
    }

    [Fact]
    public async Task DeputyThatHasBecomeTheOwnerIsReplaced()
    {
        await LookAsDeputyAsync(Me, LongLease);
        var mine = await TakeAsync(Me, LongLease);
        var next = Assert.Single((await LookAsDeputyAsync(Other, LongLease)).Leases);
        Assert.Equal(mine with { Deputy = Other, DeputyUntil = next.DeputyUntil }, next);
        Assert.Equal(next, Assert.Single((await LookAsDeputyAsync(Me, LongLease)).Leases));
    }

    /// <summary>Each shard by itself.</summary>
    [Fact]
    public async Task DeputyOfSomeShards()
    {
        await Store.LookAsync(new() { Name = Name, Shards = [1], Deputy = Other, DeputyTerm = LongLease }, Abandon);
        var reply = await Store.LookAsync(new() { Name = Name, Shards = [0, 1, 2], Deputy = Me, DeputyTerm = LongLease }, Abandon);
        Assert.Equal<Guid?>([Me, Other, Me], reply.Leases.OrderBy(static lease => lease.Shard).Select(static lease => lease.Deputy));
    }

    [Fact]
    public async Task LookChangesNothingElse()
    {
        var mine = await TakeAsync(Me, LongLease);
        var seen = Assert.Single((await LookAsDeputyAsync(Other, LongLease)).Leases);
        Assert.Equal(mine, seen with { Deputy = null, DeputyUntil = mine.DeputyUntil });
    }

    private async Task<LeaseReply> LookAsDeputyAsync(Guid deputy, TimeSpan term) =>
        await Store.LookAsync(new() { Name = Name, Shards = [0], Deputy = deputy, DeputyTerm = term }, Abandon);
}
