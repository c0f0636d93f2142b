using Daemonize.Cluster;

namespace Daemonize.Tests.Clustering;

/// <summary>The steps of one owner for shard 0 of a name.</summary>
internal static class FileStoreSteps
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static async Task<Lease> LookAsync(ClusterStore store, string name) =>
        (await store.LookAsync(new() { Name = name, Shards = [0] }, CancellationToken.None)).Leases.Single();

    /// <summary>Connects, looks and takes; null if the lease is refused.</summary>
    public static async Task<Lease?> TryTakeAsync(ClusterStore store, string name, Guid owner, TimeSpan? lease = null)
    {
        await store.ConnectAsync(CancellationToken.None);
        var seen = await LookAsync(store, name);
        return await TakeAsync(store, name, owner, seen.Token, lease);
    }

    public static async Task<Lease?> TakeAsync(ClusterStore store, string name, Guid owner, long seen, TimeSpan? lease) =>
        Only(await store.TakeAsync(
            new() { Name = name, Owner = owner, Host = "host:1", Lease = lease ?? Hour, Shards = [new(0, seen)] }, CancellationToken.None));

    public static async Task<Lease> TakeAsync(ClusterStore store, string name, Guid owner, TimeSpan? lease = null) =>
        await TryTakeAsync(store, name, owner, lease) ?? throw new InvalidOperationException("the lease is refused");

    public static async Task<Lease?> BeginAsync(ClusterStore store, string name, Guid owner, long token, long slot) =>
        Only(await store.BeginAsync(
            new() { Name = name, Owner = owner, Lease = Hour, Shards = [new(0, token, slot, 1, 0)] }, CancellationToken.None));

    public static async Task<Lease?> RenewAsync(ClusterStore store, string name, Guid owner, long token, TimeSpan? lease = null) =>
        Only(await store.RenewAsync(
            new() { Name = name, Owner = owner, Lease = lease ?? Hour, Shards = [new(0, token)] }, CancellationToken.None));

    public static async Task<Lease?> EndAsync(
        ClusterStore store, string name, Guid owner, long token, long slot, bool releases = false) =>
        Only(await store.EndAsync(
            new() { Name = name, Owner = owner, Shards = [new(0, token, slot, 0, releases)] }, CancellationToken.None));

    private static Lease? Only(LeaseReply reply) => reply.Leases.SingleOrDefault();
}
