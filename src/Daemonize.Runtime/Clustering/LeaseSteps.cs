using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <summary>
/// What the steps of a <see cref="ClusterStore"/> do to a record, as the contract has it: each returns the record after the step, or null
/// if its condition is not fulfilled. Whether a lease is over is not decided here.
/// </summary>
internal static class LeaseSteps
{
    /// <summary>Creates the first record of a shard, which has missed nothing.</summary>
    public static Lease Create(int shard, long now) => new() { Shard = shard, Token = 0, Slot = now, Done = now };

    /// <summary>Makes a process the deputy, unless another one is; the record is then the same.</summary>
    public static Lease Look(Lease lease, LookRequest request, long now) =>
        request.Deputy is { } deputy
        && (lease.Deputy is not { } current || current == deputy || current == lease.Owner || lease.DeputyUntil < now)
            ? lease with { Deputy = deputy, DeputyUntil = now + Milliseconds(request.DeputyTerm) }
            : lease;

    public static Lease Take(Lease lease, TakeRequest request, long now) => lease with
    {
        Owner = request.Owner,
        Host = request.Host,
        Token = Math.Max(lease.Token + 1, now),
        Until = now + Milliseconds(request.Lease),
    };

    public static Lease? Begin(Lease lease, BeginRequest request, in ShardBegin begin, long now)
    {
        var isNext = lease.Slot < begin.Slot;
        var isSame = lease.Slot == begin.Slot && (begin.Attempt == lease.Attempt || begin.Attempt == lease.Attempt + 1);
        if (!IsOwned(lease, request.Owner, begin.Token) || lease.Done >= begin.Slot || !(isNext || isSame))
        {
            return null;
        }

        var extended = lease with { Until = now + Milliseconds(request.Lease), Done = Math.Max(lease.Done, begin.Ended) };
        return begin.Slot > now ? extended : extended with
        {
            Slot = begin.Slot,
            Attempt = begin.Attempt,
            Missed = lease.Missed + (isNext ? begin.Passed : 0),
        };
    }

    public static Lease? Renew(Lease lease, RenewRequest request, in ShardToken shard, long now) =>
        IsOwned(lease, request.Owner, shard.Token) ? lease with { Until = now + Milliseconds(request.Lease) } : null;

    public static Lease? End(Lease lease, EndRequest request, in ShardEnd end) =>
        !IsOwned(lease, request.Owner, end.Token) ? null : lease with
        {
            Done = Math.Max(lease.Done, end.Slot),
            Interrupted = lease.Interrupted + (lease.Done < end.Slot ? end.Interrupted : 0),
            Owner = end.Releases ? null : lease.Owner,
        };

    /// <summary>
    /// Whether a step changes more than times, so that it must not be lost with the power. A deputy or a renewal that is lost costs
    /// nothing: no process that had it is left.
    /// </summary>
    public static bool IsLasting(Lease before, Lease after) =>
        before with { Until = after.Until, Deputy = after.Deputy, DeputyUntil = after.DeputyUntil } != after;

    public static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static bool IsOwned(Lease lease, Guid owner, long token) => lease.Owner == owner && lease.Token == token;
}
