using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <content>What the process tells about itself: to the status file, the metrics and the log.</content>
internal sealed partial class ClusterRun
{
    /// <summary>
    /// When the thread shows at the latest that it lives, however far away its next step is: what hangs is seen within this time.
    /// </summary>
    private const long LongestSilence = TimeSpan.TicksPerDay;

    /// <summary>The number of shards that the log has; null for none.</summary>
    private int? _told;

    /// <summary>Publishes the role, the next slot and the skipped slots.</summary>
    private void Tell()
    {
        var skipped = (_shards?.SkippedBefore ?? 0) + _leases.Sum(static lease => lease.Skipped);
        _progress.AddSkipped(Math.Max(0, skipped - _progress.Skipped));
        var now = BootClock.Now;
        var next = NextDue(now);
        var wake = Math.Min(WakeAt, now + LongestSilence);
        _progress.SetNext(next == Never ? null : new DateTimeOffset(next, TimeSpan.Zero), TimeSpan.FromTicks(Math.Max(0, wake - now)));
        _numbers.Last = Count(now);
        var before = _progress.Cluster;
        var status = _rules.Shards > 0 ? DescribeShards() : Describe(_leases[0]);
        if (status.LeaseEndsAt - before?.LeaseEndsAt is { } moved && Math.Abs(moved.Ticks) < _rules.Timing.CallTimeout)
        {
            status = new(status) { LeaseEndsAt = before!.LeaseEndsAt };
        }

        if (!status.IsSame(before))
        {
            if (!_rules.IsOnce)
            {
                TellRole(before, status);
            }

            _progress.Cluster = status;
        }
    }

    /// <summary>Gets the next slot, in ticks of the store's time; long.MaxValue if there is none or nothing is known.</summary>
    private long NextDue(long now) => !_clock.IsKnown ? Never
        : _leases.Count > 0 ? _leases.Min(lease => lease.NextDue(now))
        : _rules.NextDueAfter(StoreTime.ToMilliseconds(_clock.ToStore(now)));

    private ClusterSnapshot Count(long now) => new(
        _leases.Count(static lease => lease.Leads),
        _leases.Count == 0 ? 0 : _leases.Max(static lease => lease.Record?.Token ?? 0),
        _leases.Min(static lease => lease.EndsAt) is { } end ? TimeSpan.FromTicks(Math.Max(0, end - now)) : TimeSpan.Zero,
        _clock.IsKnown ? TimeSpan.FromTicks(_clock.ToStore(now) - DateTime.UtcNow.Ticks) : TimeSpan.Zero,
        _leases.Sum(static lease => lease.Record?.Missed ?? 0),
        _leases.Sum(static lease => lease.Record?.Interrupted ?? 0));

    private DaemonClusterStatus Describe(ShardLease lease)
    {
        var record = lease.Record;
        var isLeader = lease.Leads || lease.Rests;
        return new DaemonClusterStatus
        {
            Role = record is null ? DaemonClusterRole.Waiting
                : isLeader ? DaemonClusterRole.Leader : DaemonClusterRole.Follower,
            Token = record?.Token ?? 0,
            Leader = isLeader ? _session.Host
                : record?.Owner is null || record.Owner == _rules.Me ? null : record.Host,
            LeaseEndsAt = lease.EndsAt is { } end ? new DateTimeOffset(_clock.ToStore(end), TimeSpan.Zero) : null,
            StoreSilentSince = _outage.Since,
        };
    }

    private DaemonClusterStatus DescribeShards()
    {
        var led = _leases.Count(static lease => lease.Leads || lease.Rests);
        return new DaemonClusterStatus
        {
            Role = !_clock.IsKnown ? DaemonClusterRole.Waiting
                : led > 0 ? DaemonClusterRole.Leader : DaemonClusterRole.Follower,
            Shards = led,
            ShardsTotal = _rules.Shards,
            LeaseEndsAt = _leases.Min(static lease => lease.EndsAt) is { } end
                ? new DateTimeOffset(_clock.ToStore(end), TimeSpan.Zero)
                : null,
            StoreSilentSince = _outage.Since,
        };
    }

    /// <summary>Tells the number of shards when the process has its part, and not each step on the way.</summary>
    private void TellShards(DaemonClusterStatus after)
    {
        if (_shards!.IsFull && _leases.All(static lease => lease.Leads || lease.Rests) && _told != after.Shards)
        {
            _told = after.Shards;
            Log.Information(
                _session.Category, string.Create(InvariantNumbers.Format, $"leads {after.Shards} of {after.ShardsTotal} shards"));
        }
    }

    private void TellRole(DaemonClusterStatus? before, DaemonClusterStatus after)
    {
        if (_shards is not null)
        {
            TellShards(after);
        }
        else if (after.Role == DaemonClusterRole.Leader && before?.Role != DaemonClusterRole.Leader)
        {
            Log.Information(_session.Category, string.Create(InvariantNumbers.Format, $"leads (token {after.Token})"));
        }
        else if (after is { Role: DaemonClusterRole.Follower, Leader: not null }
            && (before?.Role != after.Role || before.Leader != after.Leader))
        {
            Log.Information(
                _session.Category, string.Create(InvariantNumbers.Format, $"follows {after.Leader} (token {after.Token})"));
        }
    }
}
