namespace Daemonize.Cluster.Records;

/// <summary>
/// The steps of the contract as functions of a record: the record after the step, the same object if the step changes nothing, or null if
/// it is refused. The store writes the result only if the record has not changed meanwhile.
/// </summary>
internal static class LeaseSteps
{
    /// <summary>Creates the record of a shard that has none.</summary>
    public static LeaseRecord Create(int shard, long now) => new()
    {
        Lease = new Lease { Shard = shard, Token = 0, Slot = now, Done = now },
    };

    /// <summary>See <see cref="ClusterStore.LookAsync"/>.</summary>
    public static LeaseRecord Look(LeaseRecord record, LookRequest request, long now)
    {
        var lease = record.Lease;
        var isFree =
            lease.Deputy is null || lease.Deputy == request.Deputy || lease.Deputy == lease.Owner || lease.DeputyUntil < now;
        return request.Deputy is null || !isFree
            ? record
            : record with { Lease = lease with { Deputy = request.Deputy, DeputyUntil = now + Milliseconds(request.DeputyTerm) } };
    }

    /// <summary>See <see cref="ClusterStore.TakeAsync"/>.</summary>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="request">The request, with its caller.</param>
    /// <param name="shard">The shard with the token that the caller has seen.</param>
    /// <param name="now">The time of the store.</param>
    /// <param name="isOver">Whether the lease of the owner is over.</param>
    public static LeaseRecord? Take(LeaseRecord record, TakeRequest request, ShardToken shard, long now, bool isOver)
    {
        var lease = record.Lease;
        if (lease.Token != shard.Token || !(lease.Owner is null || lease.Owner == request.Owner || isOver))
        {
            return null;
        }
        var taken = lease with { Owner = request.Owner, Host = request.Host, Token = Math.Max(lease.Token + 1, now) };
        return Renew(record, taken, request.Lease, now);
    }

    /// <summary>See <see cref="ClusterStore.BeginAsync"/>.</summary>
    public static LeaseRecord? Begin(LeaseRecord record, BeginRequest request, ShardBegin shard, long now)
    {
        var lease = record.Lease;
        var isNext = lease.Slot < shard.Slot
            || lease.Slot == shard.Slot && (lease.Attempt == shard.Attempt || lease.Attempt == shard.Attempt - 1);
        if (!IsTerm(lease, request.Owner, shard.Token) || lease.Done >= shard.Slot || !isNext)
        {
            return null;
        }
        if (lease.Done < shard.Ended)
        {
            lease = lease with { Done = shard.Ended };
        }
        if (shard.Slot <= now)
        {
            lease = lease with
            {
                Missed = lease.Missed + (lease.Slot < shard.Slot ? shard.Passed : 0),
                Slot = shard.Slot,
                Attempt = shard.Attempt,
            };
        }
        return Renew(record, lease, request.Lease, now);
    }

    /// <summary>See <see cref="ClusterStore.RenewAsync"/>.</summary>
    public static LeaseRecord? Renew(LeaseRecord record, RenewRequest request, ShardToken shard, long now) =>
        IsTerm(record.Lease, request.Owner, shard.Token) ? Renew(record, record.Lease, request.Lease, now) : null;

    /// <summary>See <see cref="ClusterStore.EndAsync"/>.</summary>
    public static LeaseRecord? End(LeaseRecord record, EndRequest request, ShardEnd shard)
    {
        var lease = record.Lease;
        if (!IsTerm(lease, request.Owner, shard.Token))
        {
            return null;
        }
        if (lease.Done < shard.Slot)
        {
            lease = lease with { Done = shard.Slot, Interrupted = lease.Interrupted + shard.Interrupted };
        }
        if (shard.Releases)
        {
            lease = lease with { Owner = null };
        }
        return ReferenceEquals(lease, record.Lease) ? record : record with { Lease = lease };
    }

    private static bool IsTerm(Lease lease, Guid owner, long token) => lease.Owner == owner && lease.Token == token;

    private static LeaseRecord Renew(LeaseRecord record, Lease lease, TimeSpan duration, long now) => new()
    {
        Lease = lease with { Until = now + Milliseconds(duration) },
        Renewals = record.Renewals + 1,
        Duration = Milliseconds(duration),
    };

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
