using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>What has happened to each shard of a world, and whether C1 to C5 hold for it.</summary>
internal sealed class ShardHistory(ShardWorld world)
{
    private readonly Dictionary<int, ShardProcess> _ticking = [];
    private readonly HashSet<(int Shard, long Slot)> _begun = [];
    private readonly Dictionary<int, long> _lastBegin = [];

    /// <summary>How often each shard has got another owner.</summary>
    public Dictionary<int, int> Moves { get; } = [];

    /// <summary>The latest begin after its slot, in milliseconds.</summary>
    public long Latest { get; private set; }

    /// <summary>The longest time without a tick of a shard, in milliseconds.</summary>
    public long LongestGap { get; private set; }

    public int Ticks { get; private set; }

    public void Forget() => (Latest, LongestGap) = (Forget(Moves), 0);

    public void Carried(StoreCall call, Lease before, Lease after)
    {
        if (call.Step == StoreStep.Take)
        {
            Assert.True(after.Token > before.Token, "C4: a token did not grow");
            if (before.Token > 0 && before.Host != after.Host)
            {
                Moves[call.Shard] = Moves.GetValueOrDefault(call.Shard) + 1;
            }
        }
        else if (call.Step == StoreStep.Begin && after.Slot == call.Slot && before.Slot < call.Slot)
        {
            Assert.True(call.Slot <= world.StoreNow, "C5: a slot was begun early");
            Assert.True(_begun.Add((call.Shard, call.Slot)), "C1: a slot was begun twice");
            Latest = Math.Max(Latest, world.StoreNow - call.Slot);
            LongestGap = Math.Max(LongestGap, call.Slot - _lastBegin.GetValueOrDefault(call.Shard, call.Slot));
            _lastBegin[call.Shard] = call.Slot;
        }
    }

    public void Start(ShardProcess process, int shard)
    {
        Ticks++;
        Assert.True(_ticking.TryAdd(shard, process), $"C3: shard {shard} ticks twice at the same time");
    }

    public void End(int shard) => Assert.True(_ticking.Remove(shard));

    /// <summary>Every slot since a time up to the last one was begun, or is counted as missed (C2).</summary>
    public void CheckSlots(long first)
    {
        var interval = world.Interval / TimeSpan.TicksPerMillisecond;
        foreach (var (shard, lease) in world.Store.Leases)
        {
            var slots = (lease.Slot / interval) - (first / interval);
            Assert.Equal(slots, _begun.Count(one => one.Shard == shard) + lease.Missed);
        }
    }

    private static long Forget(Dictionary<int, int> moves)
    {
        moves.Clear();
        return 0;
    }
}
