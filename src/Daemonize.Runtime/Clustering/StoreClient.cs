using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <summary>Carries out steps in the store: several shards of one step in one request.</summary>
internal sealed class StoreClient(ClusterSession session, FollowerSchedule schedule)
{
    private readonly ClusterStore _store = session.Store;
    private readonly TimeSpan _lease = TimeSpan.FromTicks(session.Rules.Timing.Lease);

    /// <summary>Carries out one step for several shards.</summary>
    /// <param name="calls">The steps, all of the same kind.</param>
    /// <param name="seen">The last slot that is known, for the term of a deputy.</param>
    /// <param name="abandon">Cancelled when nobody waits any more.</param>
    public ValueTask<LeaseReply> CarryAsync(IReadOnlyList<StoreCall> calls, long seen, CancellationToken abandon) => calls[0].Step switch
    {
        StoreStep.Look => _store.LookAsync(Look(calls, seen), abandon),
        StoreStep.Take => _store.TakeAsync(
            new TakeRequest
            {
                Name = session.Name,
                Owner = session.Rules.Me,
                Host = session.Host,
                Lease = _lease,
                Shards = TokensOf(calls),
            },
            abandon),
        StoreStep.Begin => _store.BeginAsync(
            new BeginRequest
            {
                Name = session.Name,
                Owner = session.Rules.Me,
                Lease = _lease,
                Shards =
                [
                    .. calls.Select(static call => new ShardBegin(call.Shard, call.Token, call.Slot, call.Attempt, call.Passed)
                    {
                        Ended = call.Ended,
                    }),
                ],
            },
            abandon),
        StoreStep.Renew => _store.RenewAsync(
            new RenewRequest { Name = session.Name, Owner = session.Rules.Me, Lease = _lease, Shards = TokensOf(calls) }, abandon),
        _ => _store.EndAsync(
            new EndRequest
            {
                Name = session.Name,
                Owner = session.Rules.Me,
                Shards = [.. calls.Select(static call => new ShardEnd(call.Shard, call.Token, call.Slot, call.Interrupted, call.Releases))],
            },
            abandon),
    };

    private LookRequest Look(IReadOnlyList<StoreCall> calls, long seen) => new()
    {
        Name = session.Name,
        Shards = [.. calls.Select(static call => call.Shard)],
        Deputy = calls[0].AsksDeputy && session.MayLead ? session.Rules.Me : null,
        DeputyTerm = calls[0].Resigns ? TimeSpan.Zero : schedule.DeputyTerm(seen),
    };

    private static List<ShardToken> TokensOf(IReadOnlyList<StoreCall> calls) =>
        [.. calls.Select(static call => new ShardToken(call.Shard, call.Token))];
}
