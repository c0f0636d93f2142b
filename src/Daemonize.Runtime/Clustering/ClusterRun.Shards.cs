using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <content>The shards of this process: it takes, keeps and leaves them as their number and that of the processes require.</content>
internal sealed partial class ClusterRun
{
    /// <summary>The shards whose method without a schedule has ended in this term, or whose single tick has.</summary>
    private readonly HashSet<ShardLease> _ended = [];

    private void SettleShards(long now)
    {
        if (_shards is null)
        {
            return;
        }

        _shards.Settle(now);
        if (_rules.Timetable is null)
        {
            // A method without a schedule does not end by itself when its shard goes to another process.
            foreach (var tick in _running.Where(static tick => tick.Lease.IsLeaving))
            {
                Cancel(tick, "shard");
            }

            // Also when the shards that had not ended have gone to other processes.
            NoteCompletion();
        }

        if (_shards.NextLook(now) is { } look)
        {
            Send(look, (_, received, reply) => _shards.AnswerLook(look, reply, received));
        }
    }

    /// <summary>Notes that nothing more ticks in a shard; the schedule is complete if that holds for all.</summary>
    private void EndShard(ShardLease lease)
    {
        _ = _ended.Add(lease);
        NoteCompletion();
    }

    private void NoteCompletion() =>
        _isComplete |= _ended.Count > 0 && _shards?.IsFull != false && _leases.Count > 0 && _leases.All(_ended.Contains);

    /// <summary>Requests a tick of each shard that this process leads, and answers once for all.</summary>
    private TickAnswer RequestOfShards()
    {
        var now = BootClock.Now;
        List<RequestResult> results = [.. _leases.Select(lease => lease.Request(now)).OfType<RequestResult>()];
        var accepted = results.Count(static result => result is RequestResult.Begins or RequestResult.Waits);
        if (accepted > 0)
        {
            return new TickAnswer(IsAccepted: true, $"ticks {Shards(accepted)} of this process");
        }

        var reason = results.Count == 0 ? "leads no shard; ask the other processes"
            : results.Contains(RequestResult.Skipped) ? $"its {Shards(results.Count)} are ticking (Overlap = {_rules.Policy.Overlap})"
            : "it is stopping";
        return new TickAnswer(IsAccepted: false, reason);
    }

    private static string Shards(int count) => string.Create(InvariantNumbers.Format, $"{count} shard{(count == 1 ? "" : "s")}");

    /// <summary>The shard in a line of the log, such as <c> of shard 3</c>; empty without shards.</summary>
    private string OfShard(int shard) => _rules.Shards == 0 ? "" : string.Create(InvariantNumbers.Format, $" of shard {shard}");
}
