using System.Diagnostics;

namespace Daemonize.Cluster.Tests;

/// <summary>The contract, and what holds besides in stores in which each process finds out by itself that a lease is over.</summary>
public abstract class ObservedStoreTests(StoreServer server) : StoreContractTests(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private readonly StoreServer _server = server;

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    /// <summary>C3: not even the clock of the store ends a lease earlier. The reply says when it is worth to come again.</summary>
    [Fact]
    public async Task LeaseIsTakenOnlyByAProcessThatHasSeenItUnchangedForItsTime()
    {
        var mine = await OwnAsync(Store);
        await using var other = await _server.ConnectAsync();
        while ((await LookAsync(Store)).Now <= mine.Until)
        {
            await PauseAsync();
        }
        var first = await LookAsync(other);
        var seen = Assert.Single(first.Leases);
        Assert.InRange(seen.Until - first.Now, 800, 1000);
        Assert.Empty((await TakeAsync(other, mine.Token)).Leases);
        while ((await LookAsync(other)).Now <= seen.Until)
        {
            Assert.Equal(seen.Token, Assert.Single((await LookAsync(other)).Leases).Token);
            await PauseAsync();
        }

        // The clock of the store may just have become known more exactly, and so be ahead of the time that this process has measured.
        var taken = await TakeAsync(other, mine.Token);
        for (var begin = Stopwatch.GetTimestamp(); taken.Leases.Count == 0 && Stopwatch.GetElapsedTime(begin) < Lease;)
        {
            await PauseAsync();
            taken = await TakeAsync(other, mine.Token);
        }

        Assert.Single(taken.Leases);
    }

    /// <summary>Others who look, also as deputies, and ends of slots are no renewals.</summary>
    [Fact]
    public async Task OnlyItsOwnerKeepsALeaseAlive()
    {
        var mine = await OwnAsync(Store);
        var reply = await LookAsync(Store);
        while (reply.Now <= mine.Until)
        {
            await PauseAsync();
            reply = await Store.LookAsync(
                new() { Name = Name, Shards = [0], Deputy = new Guid(7, 0, 0, new byte[8]), DeputyTerm = Lease }, Abandon);
        }
        Assert.Equal(mine.Until, Assert.Single(reply.Leases).Until);
        Assert.Single((await TakeAsync(Store, mine.Token)).Leases);
    }

    /// <summary>For longer than what would end a lease whatever the clock says.</summary>
    [Fact]
    public async Task LeaseThatIsRenewedIsNotTaken()
    {
        var lease = TimeSpan.FromMilliseconds(400);
        var owner = Guid.NewGuid();
        var seen = Assert.Single((await LookAsync(Store)).Leases);
        var mine = Assert.Single((await Store.TakeAsync(
            new() { Name = Name, Owner = owner, Host = "a:1", Lease = lease, Shards = [new(0, seen.Token)] }, Abandon)).Leases);
        for (var now = mine.Token; now < mine.Token + 2_500; await PauseAsync())
        {
            var renewed = await Store.RenewAsync(
                new() { Name = Name, Owner = owner, Lease = lease, Shards = [new(0, mine.Token)] }, Abandon);
            Assert.Single(renewed.Leases);
            now = renewed.Now;
            Assert.Empty((await TakeAsync(Store, mine.Token)).Leases);
        }
    }

    /// <summary>The clock of a store has no event: who waits for it asks again.</summary>
    private static Task PauseAsync() => Task.Delay(20, Abandon);

    private async Task<Lease> OwnAsync(ClusterStore store)
    {
        var seen = Assert.Single((await LookAsync(store)).Leases);
        return Assert.Single((await TakeAsync(store, seen.Token)).Leases);
    }

    private async Task<LeaseReply> LookAsync(ClusterStore store) => await store.LookAsync(new() { Name = Name, Shards = [0] }, Abandon);

    /// <summary>Each time by another process.</summary>
    private async Task<LeaseReply> TakeAsync(ClusterStore store, long seen) => await store.TakeAsync(
        new() { Name = Name, Owner = Guid.NewGuid(), Host = "a:1", Lease = Lease, Shards = [new(0, seen)] }, Abandon);
}
