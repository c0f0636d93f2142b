using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>A store of many shards and of their members in memory, whose clock is the time of a <see cref="ShardWorld"/>.</summary>
internal sealed class ShardStore(ShardWorld world)
{
    private readonly Dictionary<int, Lease> _leases = [];
    private MemberList _members = new(0, []);

    public IReadOnlyDictionary<int, Lease> Leases => _leases;

    public int Statements { get; private set; }

    /// <summary>Carries out the steps of one call.</summary>
    public LeaseReply Carry(IReadOnlyList<StoreCall> calls, ShardProcess caller)
    {
        Statements++;
        return new LeaseReply(world.StoreNow, [.. calls.Select(call => Carry(call, caller)).OfType<Lease>()]);
    }

    public MeetReply Meet(ShardProcess caller, TimeSpan lifetime)
    {
        Statements++;
        var member = new ClusterMember { Name = "it", Id = caller.Me, Host = caller.Name, ProcessId = 1, Version = "1" };
        _members = _members.Meet(new MeetRequest { Member = member, Lease = lifetime }, world.StoreNow);
        return new MeetReply(world.StoreNow, _members.Epoch, _members.Count, _members.RankOf(caller.Me));
    }

    private Lease? Carry(StoreCall call, ShardProcess caller)
    {
        var now = world.StoreNow;
        if (!_leases.TryGetValue(call.Shard, out var before))
        {
            before = LeaseSteps.Create(call.Shard, now);
        }

        var after = call.Step switch
        {
            StoreStep.Look => before,
            StoreStep.Take => Take(before, call, caller, now),
            StoreStep.Begin => LeaseSteps.Begin(
                before,
                new BeginRequest { Name = "it", Owner = caller.Me, Lease = world.Lease, Shards = [] },
                new ShardBegin(call.Shard, call.Token, call.Slot, call.Attempt, call.Passed) { Ended = call.Ended },
                now),
            StoreStep.Renew => LeaseSteps.Renew(
                before,
                new RenewRequest { Name = "it", Owner = caller.Me, Lease = world.Lease, Shards = [] },
                new ShardToken(call.Shard, call.Token),
                now),
            _ => LeaseSteps.End(
                before,
                new EndRequest { Name = "it", Owner = caller.Me, Shards = [] },
                new ShardEnd(call.Shard, call.Token, call.Slot, call.Interrupted, call.Releases)),
        };
        _leases[call.Shard] = after ?? before;
        if (after is not null)
        {
            world.History.Carried(call, before, after);
        }

        return after;
    }

    private Lease? Take(Lease before, StoreCall call, ShardProcess caller, long now)
    {
        var isFree = before.Owner is null || before.Until < now || before.Owner == caller.Me;
        return !isFree || before.Token != call.Token
            ? null
            : LeaseSteps.Take(
                before, new TakeRequest { Name = "it", Owner = caller.Me, Host = caller.Name, Lease = world.Lease, Shards = [] }, now);
    }
}
