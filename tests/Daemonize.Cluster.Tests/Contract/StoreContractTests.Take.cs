namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    [Fact]
    public async Task FreeRecordIsTaken()
    {
        var before = await LookAsync();
        var reply = await TakeAsync(Me, LongLease, new ShardToken(0, before.Token));
        var lease = Assert.Single(reply.Leases);
        Assert.Equal(
            before with { Owner = Me, Host = HostOf(Me), Token = lease.Token, Until = reply.Now + 60_000 },
            lease);
        Assert.Equal(lease, await LookAsync());
    }

    /// <summary>The token is at least the time, so it grows also where the store has lost the last one.</summary>
    [Fact]
    public async Task TokenIsTheTime()
    {
        await LookAsync();
        var reply = await TakeAsync(Me, LongLease, new ShardToken(0, 0));
        Assert.Equal(reply.Now, Assert.Single(reply.Leases).Token);
    }

    /// <summary>L1, also for terms that begin within one millisecond.</summary>
    [Fact]
    public async Task TokensGrow()
    {
        var last = (await LookAsync()).Token;
        for (var term = 0; term < 20; term++)
        {
            var reply = await TakeAsync(Me, LongLease, new ShardToken(0, last));
            var token = Assert.Single(reply.Leases).Token;
            Assert.Equal(Math.Max(last + 1, reply.Now), token);
            last = token;
        }
    }

    /// <summary>L3.</summary>
    [Fact]
    public async Task OwnedRecordIsRefused()
    {
        var mine = await TakeAsync(Me, LongLease);
        AssertIsRefused(await TakeAsync(Other, LongLease, new ShardToken(0, mine.Token)));
        await AssertIsUnchangedAsync(mine);
    }

    [Fact]
    public async Task ExpiredRecordIsTaken()
    {
        var mine = await TakeAsync(Me, server.ShortLease);
        await WaitUntilPastAsync(mine.Until);
        var reply = await TakeAsync(Other, LongLease, new ShardToken(0, mine.Token));
        var theirs = Assert.Single(reply.Leases);
        Assert.Equal((Other, HostOf(Other), reply.Now + 60_000), (theirs.Owner, theirs.Host, theirs.Until));
        Assert.True(theirs.Token > mine.Token);
    }

    [Fact]
    public async Task OwnerTakesAgain()
    {
        var first = await TakeAsync(Me, LongLease);
        var second = await TakeAsync(Me, LongLease);
        Assert.True(second.Token > first.Token);
        Assert.Equal(Me, second.Owner);
    }

    /// <summary>L5, L7: the repeated step has another token by then, and is refused.</summary>
    [Fact]
    public async Task RepeatedTakeChangesNothing()
    {
        var before = await LookAsync();
        var mine = Assert.Single((await TakeAsync(Me, LongLease, new ShardToken(0, before.Token))).Leases);
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, before.Token)));
        await AssertIsUnchangedAsync(mine);
    }

    /// <summary>L7: a request that the store carries out late, when another has owned the record, or owns it.</summary>
    [Fact]
    public async Task LateTakeChangesNothing()
    {
        var seen = await LookAsync();
        var theirs = await TakeAsync(Other, server.ShortLease);
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, seen.Token)));
        await WaitUntilPastAsync(theirs.Until);
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, seen.Token)));
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, theirs.Token + 1)));
        await AssertIsUnchangedAsync(theirs);
        await EndAsync(Other, new ShardEnd(0, theirs.Token, 0, 0, Releases: true));
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, seen.Token)));
        Assert.Null((await LookAsync()).Owner);
    }

    [Fact]
    public async Task MissingRecordIsNotTaken()
    {
        AssertIsRefused(await TakeAsync(Me, LongLease, new ShardToken(0, 0)));
        Assert.Null((await LookAsync()).Owner);
    }

    [Fact]
    public async Task TakeKeepsSlotsAndCounters()
    {
        var first = await BeganAsync(Me, passed: 3);
        await EndAsync(Me, new ShardEnd(0, first.Token, first.Slot, 2, Releases: true));
        var before = await LookAsync();
        var theirs = await TakeAsync(Other, LongLease);
        Assert.Equal(before, theirs with { Owner = null, Host = before.Host, Token = before.Token, Until = before.Until });
        Assert.Equal((3, 2), (theirs.Missed, theirs.Interrupted));
    }

    [Fact]
    public async Task OneOfManyTakesARecord()
    {
        var token = (await LookAsync()).Token;
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => TakeAsync(Guid.NewGuid(), LongLease, new ShardToken(0, token))));
        var winner = Assert.Single(replies.SelectMany(static reply => reply.Leases));
        var after = await LookAsync();

        // A store that observes records may tell a later end: of two calls at the same time, one may have seen the record before late.
        Assert.InRange(after.Until, winner.Until, long.MaxValue);
        Assert.Equal(winner with { Until = after.Until }, after);
    }
}
