using System.Collections.Concurrent;
using System.Diagnostics;

namespace Daemonize.Cluster.Tests.History;

/// <summary>Calls a store for one shard, and records each call as its caller saw it. All callers share one record of calls.</summary>
public sealed class RecordingStore(ClusterStore store, string name, int shard, ConcurrentQueue<Operation> history)
{
    /// <inheritdoc cref="ClusterStore.LookAsync"/>
    public Task<Operation> LookAsync(CancellationToken abandon) => RecordAsync(
        new LookStep(), async () => await store.LookAsync(new() { Name = name, Shards = [shard] }, abandon));

    /// <inheritdoc cref="ClusterStore.TakeAsync"/>
    public Task<Operation> TakeAsync(Guid owner, TimeSpan lease, long seen, CancellationToken abandon) => RecordAsync(
        new TakeStep(seen) { Owner = owner, Lease = (long)lease.TotalMilliseconds },
        async () => await store.TakeAsync(
            new() { Name = name, Owner = owner, Host = "host:1", Lease = lease, Shards = [new(shard, seen)] }, abandon));

    /// <inheritdoc cref="ClusterStore.BeginAsync"/>
    public Task<Operation> BeginAsync(
        Guid owner, TimeSpan lease, long token, long slot, int attempt, long passed, CancellationToken abandon) => RecordAsync(
        new BeginStep(token, slot, attempt, passed) { Owner = owner, Lease = (long)lease.TotalMilliseconds },
        async () => await store.BeginAsync(
            new() { Name = name, Owner = owner, Lease = lease, Shards = [new(shard, token, slot, attempt, passed)] }, abandon));

    /// <inheritdoc cref="ClusterStore.RenewAsync"/>
    public Task<Operation> RenewAsync(Guid owner, TimeSpan lease, long token, CancellationToken abandon) => RecordAsync(
        new RenewStep(token) { Owner = owner, Lease = (long)lease.TotalMilliseconds },
        async () => await store.RenewAsync(
            new() { Name = name, Owner = owner, Lease = lease, Shards = [new(shard, token)] }, abandon));

    /// <inheritdoc cref="ClusterStore.EndAsync"/>
    public Task<Operation> EndAsync(
        Guid owner, long token, long slot, int interrupted, bool releases, CancellationToken abandon) => RecordAsync(
        new EndStep(token, slot, interrupted, releases) { Owner = owner },
        async () => await store.EndAsync(
            new() { Name = name, Owner = owner, Shards = [new(shard, token, slot, interrupted, releases)] }, abandon));

    private async Task<Operation> RecordAsync(StoreStep step, Func<Task<LeaseReply>> call)
    {
        var called = Stopwatch.GetTimestamp();
        var reply = await call();
        var operation = new Operation(called, Stopwatch.GetTimestamp(), step, reply.Now, reply.Leases.SingleOrDefault());
        history.Enqueue(operation);
        return operation;
    }
}
