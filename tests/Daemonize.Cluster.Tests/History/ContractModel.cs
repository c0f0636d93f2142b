namespace Daemonize.Cluster.Tests.History;

/// <summary>The contract as a function: what a step does to a record at a time. It knows no store.</summary>
public static class ContractModel
{
    /// <summary>Applies a step. Returns the record after it, or null if the step is refused.</summary>
    public static Lease? Apply(Lease record, StoreStep step, long now) => step switch
    {
        LookStep => record,
        TakeStep take => Take(record, take, now),
        BeginStep begin => Begin(record, begin, now),
        RenewStep renew => IsMine(record, renew.Owner, renew.Token) ? record with { Until = now + renew.Lease } : null,
        EndStep end => End(record, end),
        _ => throw new ArgumentException($"no step {step}", nameof(step)),
    };

    private static Lease? Take(Lease record, TakeStep take, long now)
    {
        var isFree = record.Owner is null || record.Until < now || record.Owner == take.Owner;
        return record.Token == take.Seen && isFree
            ? record with { Owner = take.Owner, Token = Math.Max(record.Token + 1, now), Until = now + take.Lease }
            : null;
    }

    private static Lease? Begin(Lease record, BeginStep begin, long now)
    {
        var isNext = record.Slot < begin.Slot;
        var isAgain = record.Slot == begin.Slot && (record.Attempt == begin.Attempt || record.Attempt == begin.Attempt - 1);
        if (!IsMine(record, begin.Owner, begin.Token) || record.Done >= begin.Slot || !(isNext || isAgain))
        {
            return null;
        }

        var extended = record with { Until = now + begin.Lease };
        return begin.Slot > now
            ? extended
            : extended with { Slot = begin.Slot, Attempt = begin.Attempt, Missed = record.Missed + (isNext ? begin.Passed : 0) };
    }

    private static Lease? End(Lease record, EndStep end)
    {
        if (!IsMine(record, end.Owner, end.Token))
        {
            return null;
        }

        var moves = end.Slot > record.Done;
        return record with
        {
            Done = moves ? end.Slot : record.Done,
            Interrupted = record.Interrupted + (moves ? end.Interrupted : 0),
            Owner = end.Releases ? null : record.Owner,
        };
    }

    private static bool IsMine(Lease record, Guid owner, long token) => record.Owner == owner && record.Token == token;
}
