using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>
/// Decides which shards this process holds: it takes free ones up to its quota, and leaves those above it to other processes. There is no
/// table of who has which shard, and nobody assigns them: the leases say it. It uses no clock, no thread and no store; times are ticks of
/// CLOCK_BOOTTIME unless they are named otherwise.
/// </summary>
internal sealed partial class ShardSet
{
    private const long Never = long.MaxValue;

    private readonly LeaseRules _rules;
    private readonly ClusterClock _clock;
    private readonly ShardQuota _quota;
    private readonly StableHash _affinity;
    private readonly Dictionary<int, ShardLease> _byShard = [];
    private readonly List<ShardLease> _leases = [];
    private long _skippedBefore;
    private long _notBefore;
    private bool _isStopping;

    /// <param name="rules">The rules, which all processes of the daemon share.</param>
    /// <param name="clock">The store's clock, as this process estimates it.</param>
    /// <param name="notBefore">When a shard may be taken at the earliest.</param>
    public ShardSet(LeaseRules rules, ClusterClock clock, long notBefore = 0)
    {
        (_rules, _clock, _notBefore) = (rules, clock, notBefore);
        _quota = new ShardQuota(rules);
        _affinity = default(StableHash).Add(rules.Me.ToByteArray());
        _retry = new Retry(rules);
    }

    /// <summary>The shards that this process holds, is about to take, or gives away.</summary>
    public IReadOnlyList<ShardLease> Leases => _leases;

    /// <summary>The number of slots without a tick of the shards that this process holds no more.</summary>
    public long SkippedBefore => _skippedBefore;

    /// <summary>Whether the number of processes is known, and the shards were looked at once.</summary>
    public bool IsSettled => _quota.IsKnown && (_hasLooked || Missing <= 0);

    /// <summary>Whether this process holds as many shards as it is to hold.</summary>
    public bool IsFull => _quota.IsKnown && Missing <= 0;

    /// <summary>When to come back, unless a reply or the end of a tick comes before; without the times of the leases.</summary>
    public long WakeAt => _isStopping ? Never : Math.Min(_quota.ActsAt, LookAt);

    public override string ToString() =>
        string.Create(InvariantNumbers.Format, $"{Held} of {_rules.Shards} shards, {_quota.Current} ({_quota.OfLost}) wanted");

    private int Held => _leases.Count(static lease => !lease.IsLeft);

    private int Missing => _quota.Current - Held;

    /// <summary>Notes the number of processes, and the place of this one among them.</summary>
    public void Meet(int members, int rank, long now)
    {
        if (_quota.Meet(members, rank, now))
        {
            LookSoon(now);
        }
    }

    /// <summary>
    /// Forgets the leases that have come to their end, and leaves those above the quota to other processes: each as soon as its running
    /// ticks have ended.
    /// </summary>
    public void Settle(long now)
    {
        if (_quota.Act(now))
        {
            LookSoon(now);
        }

        Drop(now);
        if (_isStopping || !_quota.IsKnown)
        {
            return;
        }

        if (Held - _quota.OfLost is > 0 and var over)
        {
            foreach (var lease in _leases.Where(static lease => !lease.IsLeft).OrderBy(lease => AffinityOf(lease.Shard)).Take(over))
            {
                lease.Leave(Never);
            }

            Drop(now);
        }
    }

    /// <summary>Begins nothing any more; each lease is released as soon as its ticks have ended.</summary>
    public void Stop()
    {
        _isStopping = true;
        _leases.ForEach(static lease => lease.Stop());
    }

    /// <summary>Leaves all shards to other processes, and takes none before a time.</summary>
    public void LeaveAll(long notBefore)
    {
        _quota.Forget();
        _notBefore = notBefore;
        _leases.ForEach(static lease => lease.Leave(Never));
    }

    private void Drop(long now)
    {
        for (var i = _leases.Count - 1; i >= 0; i--)
        {
            if (_leases[i] is { IsIdle: true } lease)
            {
                _leases.RemoveAt(i);
                _ = _byShard.Remove(lease.Shard);
                _skippedBefore += lease.Skipped;
                if (!lease.IsLeft)
                {
                    // It was lost, or another process was faster.
                    LookSoon(now + LittleLater);
                }
            }
        }
    }

    /// <summary>
    /// How much this process prefers a shard to others: a hash of both (rendezvous hashing), so that each process tries them in another
    /// order and gives away others.
    /// </summary>
    private ulong AffinityOf(int shard) => _affinity.Add(shard).Value;
}
