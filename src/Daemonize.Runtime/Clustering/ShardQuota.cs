namespace Daemonize.Clustering;

/// <summary>
/// How many shards this process is to hold: an equal part of all, by the number of processes and its place among them. A change counts only
/// when it has lasted: a process that is restarted comes back meanwhile, and finds its shards still free. Times are ticks of
/// CLOCK_BOOTTIME.
/// </summary>
/// <param name="rules">The rules, which all processes of the daemon share.</param>
internal sealed class ShardQuota(LeaseRules rules)
{
    private const long Never = long.MaxValue;

    /// <summary>The part of the wait that is random, so that not all processes act at once.</summary>
    private const int SpreadPart = 15;

    private int? _next;
    private long _actsAt = Never;

    /// <summary>Whether the number of processes is known.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The number of shards that this process is to hold.</summary>
    public int Current { get; private set; }

    /// <summary>
    /// The number of shards that it may hold to take those of a lost process, whose slots would wait for the change to last.
    /// </summary>
    public int OfLost => Math.Max(Current, _next ?? 0);

    /// <summary>When to call <see cref="Act"/>.</summary>
    public long ActsAt => _next is null ? Never : _actsAt;

    /// <summary>Gets the part of one process.</summary>
    /// <param name="shards">The number of shards.</param>
    /// <param name="members">The number of processes.</param>
    /// <param name="rank">The place of the process among them, from 0.</param>
    public static int Of(int shards, int members, int rank) => (shards / members) + (rank < shards % members ? 1 : 0);

    /// <summary>Notes the number of processes; true if something has changed.</summary>
    /// <param name="members">The number of processes, this one included.</param>
    /// <param name="rank">The place of this process among them, from 0.</param>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    public bool Meet(int members, int rank, long now)
    {
        var quota = Of(rules.Shards, members, rank);
        if (!IsKnown)
        {
            (IsKnown, Current) = (true, quota);
            return true;
        }

        if (quota == (_next ?? Current))
        {
            return false;
        }

        // From the first change on: processes that come and go all the time must not keep shards free.
        _actsAt = _next is null ? now + rules.Timing.Heartbeat + rules.Between(0, rules.Timing.Lease / SpreadPart) : _actsAt;
        _next = quota == Current ? null : quota;
        return true;
    }

    /// <summary>Lets a change count that has lasted; true if there is one.</summary>
    public bool Act(long now)
    {
        if (_next is not { } next || now < _actsAt)
        {
            return false;
        }

        (Current, _next) = (next, null);
        return true;
    }

    /// <summary>Forgets the number of processes: this one leaves them for a while, and holds nothing.</summary>
    public void Forget() => (IsKnown, Current, _next) = (false, 0, null);
}
