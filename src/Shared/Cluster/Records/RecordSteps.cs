namespace Daemonize.Cluster.Records;

/// <summary>
/// Carries out the steps of the contract on a store that can only compare and set: read, decide, write if nothing has changed, else again.
/// </summary>
/// <param name="store">The store of the records.</param>
/// <param name="time">Measures how long a record is unchanged.</param>
internal sealed class RecordSteps(IRecordStore store, TimeProvider time)
{
    private readonly LeaseObserver _observer = new(time);

    /// <summary>See <see cref="ClusterStore.LookAsync"/>.</summary>
    public ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon) => RunAsync(
        request.Name, request.Shards, static shard => shard,
        (shard, record, now, _) => LeaseSteps.Look(record ?? LeaseSteps.Create(shard, now), request, now),
        abandon);

    /// <summary>See <see cref="ClusterStore.TakeAsync"/>.</summary>
    public ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon) => RunAsync(
        request.Name, request.Shards, static shard => shard.Shard,
        (shard, record, now, isOver) => record is null ? null : LeaseSteps.Take(record, request, shard, now, isOver),
        abandon);

    /// <summary>See <see cref="ClusterStore.BeginAsync"/>.</summary>
    public ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon) => RunAsync(
        request.Name, request.Shards, static shard => shard.Shard,
        (shard, record, now, _) => record is null ? null : LeaseSteps.Begin(record, request, shard, now),
        abandon);

    /// <summary>See <see cref="ClusterStore.RenewAsync"/>.</summary>
    public ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon) => RunAsync(
        request.Name, request.Shards, static shard => shard.Shard,
        (shard, record, now, _) => record is null ? null : LeaseSteps.Renew(record, request, shard, now),
        abandon);

    /// <summary>See <see cref="ClusterStore.EndAsync"/>.</summary>
    public ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon) => RunAsync(
        request.Name, request.Shards, static shard => shard.Shard,
        (shard, record, _, _) => record is null ? null : LeaseSteps.End(record, request, shard),
        abandon);

    private async ValueTask<LeaseReply> RunAsync<T>(
        string name, IReadOnlyList<T> requests, Func<T, int> shard, Func<T, LeaseRecord?, long, bool, LeaseRecord?> step,
        CancellationToken abandon)
    {
        var fulfilled = new List<Lease>(requests.Count);
        for (var round = 0; ; round++)
        {
            var stored = await store.ReadAsync(name, [.. requests.Select(shard)], abandon).ConfigureAwait(false);
            var at = _observer.GetTimestamp();
            var now = store.Now;
            var changed = new List<T>();
            var changes = new List<StoredLease>();
            for (var i = 0; i < requests.Count; i++)
            {
                var before = stored[i].Record;
                var isOver = before is not null && LeaseEnd.IsOver(before, now, _observer.See(name, before, at));
                var after = step(requests[i], before, now, isOver);
                if (after is not null && ReferenceEquals(after, before))
                {
                    fulfilled.Add(Describe(name, after, now, at));
                }
                else if (after is not null)
                {
                    changed.Add(requests[i]);
                    changes.Add(new StoredLease(after, stored[i].Version));
                }
            }
            if (changes.Count == 0)
            {
                return new LeaseReply(now, fulfilled);
            }
            var written = await store.WriteAsync(name, changes, abandon).ConfigureAwait(false);
            fulfilled.AddRange(changes.Where((_, i) => written[i]).Select(change => Describe(name, change.Record!, now, at)));
            requests = [.. changed.Where((_, i) => !written[i])];
            if (requests.Count == 0)
            {
                return new LeaseReply(now, fulfilled);
            }
            await RecordConflict.WaitAsync(round, abandon).ConfigureAwait(false);
        }
    }

    private Lease Describe(string name, LeaseRecord record, long now, long at) =>
        LeaseEnd.Describe(record, now, _observer.See(name, record, at));
}
