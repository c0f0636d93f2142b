using Daemonize.Cluster;

namespace ClusterStores;

/// <summary>The leases of some shards of a name, which one owner has taken.</summary>
internal sealed class Owned
{
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    private readonly ClusterStore _store;
    private readonly string _name;
    private readonly Guid _owner = Guid.NewGuid();
    private readonly List<Lease> _leases;
    private long _slot;
    private long _now;

    private Owned(ClusterStore store, string name, IReadOnlyList<Lease> leases)
    {
        _store = store;
        _name = name;
        _leases = [.. leases];
        _slot = leases.Max(static lease => lease.Slot);
    }

    public static async Task<Owned> TakeAsync(ClusterStore store, string name, int shards)
    {
        var all = Enumerable.Range(0, shards).ToArray();
        var seen = await store.LookAsync(new LookRequest { Name = name, Shards = all }, CancellationToken.None);
        var owned = new Owned(store, name, seen.Leases);
        var request = new TakeRequest
        {
            Name = name,
            Owner = owned._owner,
            Host = "benchmark",
            Lease = Term,
            Shards = [.. seen.Leases.Select(static lease => new ShardToken(lease.Shard, lease.Token))],
        };
        var taken = await store.TakeAsync(request, CancellationToken.None);
        owned.Replace(taken.Leases);

        // A record counts from its creation: its first slot is the next millisecond of the store's clock.
        while (owned._now <= owned._slot)
        {
            await Task.Delay(1);
            owned._now = (await store.LookAsync(new LookRequest { Name = name, Shards = [0] }, CancellationToken.None)).Now;
        }

        return owned;
    }

    /// <summary>Begins the latest slot of all shards that is not early; again, if the clock of the store has not moved since.</summary>
    public async Task BeginAsync()
    {
        _slot = Math.Max(_slot, _now);
        var request = new BeginRequest
        {
            Name = _name,
            Owner = _owner,
            Lease = Term,
            Shards = [.. _leases.Select(lease => new ShardBegin(lease.Shard, lease.Token, _slot, Attempt: 1, Passed: 0))],
        };
        var reply = await _store.BeginAsync(request, CancellationToken.None);
        _now = reply.Now;
        if (reply.Leases.Count != _leases.Count || reply.Leases.Any(lease => lease.Slot != _slot))
        {
            throw new InvalidOperationException($"{_name}: not all of {_leases.Count} shards have begun slot {_slot}");
        }
    }

    private void Replace(IReadOnlyList<Lease> leases)
    {
        if (leases.Count != _leases.Count)
        {
            throw new InvalidOperationException($"{_name}: {leases.Count} of {_leases.Count} shards were free");
        }

        _leases.Clear();
        _leases.AddRange(leases);
    }
}
