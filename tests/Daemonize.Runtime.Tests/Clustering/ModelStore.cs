using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>The contract of a store in its simplest form: one record in memory, and a clock that a simulation moves.</summary>
/// <param name="bug">A condition to leave out.</param>
/// <param name="history">Hears of every step.</param>
internal sealed class ModelStore(PlantedBug bug, ClusterHistory history)
{
    private Lease? _record;

    public Lease? Record => _record;

    /// <summary>Whether the last step was the owner's, and was refused.</summary>
    public bool HasRefusedOwner { get; private set; }

    /// <summary>Carries out a step at a time of the store's clock, in milliseconds.</summary>
    public LeaseReply Carry(StoreCall call, Guid caller, string host, long lease, long now)
    {
        _record ??= history.Create(new Lease { Shard = 0, Token = 0, Slot = now, Done = now });
        var before = _record;
        var after = call.Step switch
        {
            StoreStep.Look => Look(before, call, caller, now),
            StoreStep.Take => Take(before, call, caller, host, now + lease, now),
            StoreStep.Begin => IsOf(before, call, caller) ? Begin(before, call, now + lease, now) : null,
            StoreStep.Renew => IsOf(before, call, caller) ? before with { Until = now + lease } : null,
            _ => IsOf(before, call, caller) ? End(before, call) : null,
        };
        _record = after ?? before;
        HasRefusedOwner = history.Carried(call, caller, before, after, now);
        return new LeaseReply(now, after is null ? [] : [after]);
    }

    private static bool IsOf(Lease record, StoreCall call, Guid caller) => record.Owner == caller && record.Token == call.Token;

    private static Lease Look(Lease record, StoreCall call, Guid caller, long now) =>
        call.AsksDeputy && (record.Deputy is null || record.Deputy == caller || record.Deputy == record.Owner || record.DeputyUntil < now)
            ? record with { Deputy = caller, DeputyUntil = call.Resigns ? now : now + 60_000 }
            : record;

    private static Lease? Take(Lease record, StoreCall call, Guid caller, string host, long until, long now) =>
        record.Token == call.Token && (record.Owner is null || record.Until < now || record.Owner == caller)
            ? record with { Owner = caller, Host = host, Token = Math.Max(record.Token + 1, now), Until = until }
            : null;

    private Lease? Begin(Lease record, StoreCall call, long until, long now)
    {
        var isRepeat = record.Slot == call.Slot && (call.Attempt == record.Attempt || call.Attempt == record.Attempt + 1)
            && !(bug == PlantedBug.BeginNotRepeatable && call.Attempt == record.Attempt);
        if (bug != PlantedBug.NoWatermark && !(record.Done < call.Slot && (record.Slot < call.Slot || isRepeat)))
        {
            return null;
        }

        record = record with { Until = until, Done = Math.Max(record.Done, call.Ended) };
        return call.Slot > now && bug != PlantedBug.ClockOfHost
            ? record
            : record with
            {
                Slot = call.Slot,
                Attempt = call.Attempt,
                Missed = record.Missed + (record.Slot < call.Slot ? call.Passed : 0),
            };
    }

    private static Lease End(Lease record, StoreCall call)
    {
        var moves = call.Slot > record.Done;
        return record with
        {
            Done = moves ? call.Slot : record.Done,
            Interrupted = record.Interrupted + (moves ? call.Interrupted : 0),
            Owner = call.Releases ? null : record.Owner,
        };
    }
}
