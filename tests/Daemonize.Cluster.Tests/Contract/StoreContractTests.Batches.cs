namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    /// <summary>A step is atomic for each shard, not for the batch: the refused ones keep the others from nothing.</summary>
    [Fact]
    public async Task SomeShardsOfABatchAreRefused()
    {
        var seen = (await LookAsync(0, 1, 2, 3)).Leases.ToDictionary(static lease => lease.Shard, static lease => lease.Token);
        await TakeAsync(Other, LongLease, new ShardToken(1, seen[1]));
        var taken = await TakeAsync(
            Me, LongLease, new(3, seen[3]), new(0, seen[0]), new(1, seen[1]), new(2, seen[2] + 9), new(8, 0));
        Assert.Equal([0, 3], Shards(taken));
        var tokens = taken.Leases.ToDictionary(static lease => lease.Shard, static lease => lease.Token);
        var slot = taken.Leases.Max(static lease => lease.Slot) + 1;
        await WaitUntilPastAsync(slot);

        var renewed = await RenewAsync(Me, LongLease, new(0, tokens[0]), new(1, seen[1]), new(3, tokens[3] + 1));
        Assert.Equal([0], Shards(renewed));
        var begun = await BeginAsync(
            Me, LongLease, new(3, tokens[3], slot, 1, 30), new(0, tokens[0], slot, 1, 10), new(2, seen[2], slot, 1, 20));
        Assert.Equal([0, 3], Shards(begun));
        Assert.Equal(
            [(slot, 10), (slot, 30)], begun.Leases.OrderBy(static lease => lease.Shard).Select(static lease => (lease.Slot, lease.Missed)));
        var ended = await EndAsync(Me, new(3, tokens[3], slot, 3, true), new(0, tokens[0], 0, 4, false), new(1, seen[1], slot, 1, true));
        Assert.Equal([0, 3], Shards(ended));
        Assert.Equal(
            [(Me, 0L), ((Guid?)null, 3L)],
            ended.Leases.OrderBy(static lease => lease.Shard).Select(static lease => (lease.Owner, lease.Interrupted)));
        var others = await LookAsync(1, 2);
        Assert.Equal<Guid?>([Other, null], others.Leases.OrderBy(static lease => lease.Shard).Select(static lease => lease.Owner));
    }

    /// <summary>Each shard of a batch has its own slot; one of them may be early.</summary>
    [Fact]
    public async Task ShardsOfABatchHaveTheirOwnSlots()
    {
        var seen = await LookAsync(0, 1);
        var taken = await TakeAsync(Me, LongLease, [.. seen.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))]);
        var tokens = taken.Leases.ToDictionary(static lease => lease.Shard, static lease => lease.Token);
        var due = taken.Leases.Max(static lease => lease.Slot) + 1;
        await WaitUntilPastAsync(due);
        var begun = await BeginAsync(Me, LongLease, new(0, tokens[0], due, 1, 0), new(1, tokens[1], due + 60_000, 1, 0));
        Assert.Equal(
            [due, taken.Leases.Single(static lease => lease.Shard == 1).Slot],
            begun.Leases.OrderBy(static lease => lease.Shard).Select(static lease => lease.Slot));
    }

    [Fact]
    public async Task BatchesMayBeLarge()
    {
        int[] shards = [.. Enumerable.Range(0, server.ManyShards)];
        var seen = await LookAsync(shards);
        var taken = await TakeAsync(Me, LongLease, [.. seen.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))]);
        Assert.Equal(shards, Shards(taken));
        var slot = seen.Now + 1;
        await WaitUntilPastAsync(slot);
        var begun =
            await BeginAsync(
                Me, LongLease, [.. taken.Leases.Select(lease => new ShardBegin(lease.Shard, lease.Token, slot, 1, lease.Shard))]);
        Assert.Equal(shards, Shards(begun));
        Assert.All(begun.Leases, lease => Assert.Equal((slot, (long)lease.Shard), (lease.Slot, lease.Missed)));
        var renewed = await RenewAsync(Me, LongLease, [.. taken.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))]);
        Assert.Equal(shards, Shards(renewed));
        var ended = await EndAsync(Me, [.. taken.Leases.Select(lease => new ShardEnd(lease.Shard, lease.Token, slot, 0, true))]);
        Assert.Equal(shards, Shards(ended));
        Assert.All((await LookAsync(shards)).Leases, lease => Assert.Equal((null, slot), (lease.Owner, lease.Done)));
    }

    /// <summary>C5, L6: to the millisecond. The slots are one after the other, and the time is somewhere among them.</summary>
    [Fact]
    public async Task SlotsBeginUpToTheTimeOfTheReply()
    {
        int[] shards = [.. Enumerable.Range(0, server.ShardsOfOneTime)];
        var seen = await LookAsync(shards);
        var taken = await TakeAsync(Me, LongLease, [.. seen.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))]);
        var first = taken.Now + 1;
        await WaitUntilPastAsync(first + (shards.Length / 2));
        var begun = await BeginAsync(
            Me, LongLease, [.. taken.Leases.Select(lease => new ShardBegin(lease.Shard, lease.Token, first + lease.Shard, 1, 0))]);
        Assert.Equal(shards, Shards(begun));
        Assert.All(begun.Leases, lease => Assert.Equal(first + lease.Shard <= begun.Now, lease.Slot == first + lease.Shard));
    }

    /// <summary>A process renews all its leases while it begins slots of all: neither may wait for the other in a circle.</summary>
    [Fact]
    public async Task LargeBatchesAtTheSameTimeDoNotBlockEachOther()
    {
        int[] shards = [.. Enumerable.Range(0, Math.Min(200, server.ManyShards))];
        var seen = await LookAsync(shards);
        var taken = await TakeAsync(Me, LongLease, [.. seen.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))]);
        var slot = seen.Now + 1;
        await WaitUntilPastAsync(slot);
        var steps = new List<Task<LeaseReply>>();
        for (var round = 0; round < 10; round++)
        {
            var order = taken.Leases.OrderBy(lease => HashCode.Combine(lease.Shard, round)).ToList();
            steps.Add(RenewAsync(Me, LongLease, [.. order.Select(static lease => new ShardToken(lease.Shard, lease.Token))]));
            order.Reverse();
            steps.Add(BeginAsync(Me, LongLease, [.. order.Select(lease => new ShardBegin(lease.Shard, lease.Token, slot, 1, 1))]));
        }

        var replies = await Task.WhenAll(steps).WaitAsync(TimeSpan.FromSeconds(30), Abandon);
        Assert.All(replies, reply => Assert.Equal(shards, Shards(reply)));
        Assert.All((await LookAsync(shards)).Leases, lease => Assert.Equal((slot, 1), (lease.Slot, lease.Missed)));
    }

    [Fact]
    public async Task EmptyBatchesHaveTheTime()
    {
        var before = (await LookAsync(0)).Now;
        foreach (var reply in (LeaseReply[])[await TakeAsync(Me, LongLease, shards: []), await BeginAsync(Me, LongLease),
            await RenewAsync(Me, LongLease), await EndAsync(Me)])
        {
            AssertIsRefused(reply);
            Assert.InRange(reply.Now, before, before + 60_000);
        }
    }

    /// <summary>A reply without records has the store's time as well: the caller needs it after a refusal.</summary>
    [Fact]
    public async Task RefusalHasTheTime()
    {
        var mine = await TakeAsync(Other, LongLease);
        await WaitUntilPastAsync(mine.Token);
        Assert.True((await TakeAsync(Me, LongLease, new ShardToken(0, mine.Token))).Now > mine.Token);
        Assert.True((await BeginAsync(Me, LongLease, new ShardBegin(0, mine.Token, mine.Slot + 1, 1, 0))).Now > mine.Token);
        Assert.True((await RenewAsync(Me, LongLease, new ShardToken(0, mine.Token))).Now > mine.Token);
        Assert.True((await EndAsync(Me, new ShardEnd(0, mine.Token, mine.Slot, 0, true))).Now > mine.Token);
    }

    /// <summary>A caller that has given up gets no answer, and does not wait for one.</summary>
    [Fact]
    public async Task AbandonedCallEnds()
    {
        await LookAsync(0);
        var abandoned = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.LookAsync(new() { Name = Name, Shards = [0] }, abandoned));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.GetMembersAsync(Name, abandoned));
        await LookAsync(0);
    }

    private static IEnumerable<int> Shards(LeaseReply reply) => reply.Leases.Select(static lease => lease.Shard).Order();
}
