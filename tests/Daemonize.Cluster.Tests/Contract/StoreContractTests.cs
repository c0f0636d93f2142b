namespace Daemonize.Cluster.Tests;

/// <summary>
/// What every store must do: the conditions and effects of <see cref="ClusterStore"/>, and the laws L1 to L8. A class for each server
/// derives from it. Every test has its own name in the store, and so all can use one server at the same time.
/// </summary>
public abstract partial class StoreContractTests(StoreServer server) : IAsyncLifetime
{
    /// <summary>Longer than any test: a lease that must not end.</summary>
    protected static readonly TimeSpan LongLease = TimeSpan.FromMinutes(1);

    private static readonly Guid Me = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Other = new("ffffffff-ffff-ffff-ffff-fffffffffffb");

    private ClusterStore? _store;

    /// <summary>The name of this test in the store. It has characters that some store may treat specially.</summary>
    protected string Name { get; } = $"contract tests:é{{}}*'\"/{Guid.NewGuid():N}";

    /// <summary>The store, connected.</summary>
    protected ClusterStore Store => _store!;

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await server.ConnectAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    private async Task<LeaseReply> LookAsync(params int[] shards) =>
        await Store.LookAsync(new() { Name = Name, Shards = shards }, Abandon);

    private async Task<Lease> LookAsync() => Assert.Single((await LookAsync(0)).Leases);

    private async Task<LeaseReply> TakeAsync(Guid owner, TimeSpan lease, params ShardToken[] shards) => await Store.TakeAsync(
        new() { Name = Name, Owner = owner, Host = HostOf(owner), Lease = lease, Shards = shards }, Abandon);

    /// <summary>Begins a term of shard 0, as its record is now.</summary>
    private async Task<Lease> TakeAsync(Guid owner, TimeSpan lease)
    {
        var reply = await TakeAsync(owner, lease, new ShardToken(0, (await LookAsync()).Token));
        return Assert.Single(reply.Leases);
    }

    private async Task<LeaseReply> BeginAsync(Guid owner, TimeSpan lease, params ShardBegin[] shards) =>
        await Store.BeginAsync(new() { Name = Name, Owner = owner, Lease = lease, Shards = shards }, Abandon);

    private async Task<LeaseReply> RenewAsync(Guid owner, TimeSpan lease, params ShardToken[] shards) =>
        await Store.RenewAsync(new() { Name = Name, Owner = owner, Lease = lease, Shards = shards }, Abandon);

    private async Task<LeaseReply> EndAsync(Guid owner, params ShardEnd[] shards) =>
        await Store.EndAsync(new() { Name = Name, Owner = owner, Shards = shards }, Abandon);

    /// <summary>Waits until the store's clock is past a time; a short delay of this process's clock proves nothing about it.</summary>
    private async Task WaitUntilPastAsync(long time)
    {
        while (true)
        {
            var now = (await LookAsync(0)).Now;
            if (now > time)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(time - now, 1, 1000)), Abandon);
        }
    }

    private static string HostOf(Guid owner) => $"host-{owner.ToString()[^1..]}:812";

    /// <summary>The record without what only a later time changes: the ends of lease and deputy's term.</summary>
    private static Lease Timeless(Lease lease) => lease with { Until = 0, DeputyUntil = 0 };

    private static void AssertIsRefused(LeaseReply reply) => Assert.Empty(reply.Leases);

    private async Task AssertIsUnchangedAsync(Lease before) => Assert.Equal(before, await LookAsync());
}
