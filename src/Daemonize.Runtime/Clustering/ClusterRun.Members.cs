using Daemonize.Cluster;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <content>The record of this process among the members, for <c>members</c>, and a warning of members that differ.</content>
internal sealed partial class ClusterRun
{
    private readonly HashSet<Guid> _warnedOf = [];
    private long _meetAt;
    private bool _isMeeting;
    private long? _epoch;

    /// <summary>The epoch whose members were compared with this one.</summary>
    private long? _comparedEpoch;
    private int? _rank;

    /// <summary>Until when the process is no member, because it has left its shards to the others.</summary>
    private long _awayUntil;

    /// <summary>
    /// Whether the process writes its record. Without shards nothing depends on it, and it begins when the store has answered.
    /// </summary>
    private bool MayMeet => !_isMeeting && !_rules.IsOnce && _releasedBy == Never && (_clock.IsKnown || _shards is not null);

    private TimeSpan Heartbeat => _shards is null ? MemberTiming.Heartbeat : TimeSpan.FromTicks(_rules.Timing.Heartbeat);

    private TimeSpan Lifetime => _shards is null ? MemberTiming.Lifetime : MemberTiming.LifetimeOf(_rules.Timing);

    /// <summary>Writes the record, if that is due. Shards follow from the reply; otherwise a failure is only tried again.</summary>
    private void Meet(long now)
    {
        if (!MayMeet || now < _meetAt)
        {
            return;
        }

        _isMeeting = true;
        var isAway = now < _awayUntil;
        _meetAt = isAway ? _awayUntil : now + Heartbeat.Ticks;
        var request = new MeetRequest
        {
            Member = Describe(now),
            Lease = isAway ? TimeSpan.Zero : Lifetime,
            Epoch = isAway ? null : _epoch,
        };
        var watches = _shards is null ? _leases[0].Leads : _rank is 0;
        var compared = _comparedEpoch;
        _ = Task.Run(() => MeetAsync(request, watches, compared), _end.Token).ContinueWith(
            done =>
            {
                var received = BootClock.Now;
                _news.Enqueue(() => HearOfMembers(now, received, done, isAway));
                _wake.Set();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Writes the record; and reads those of the others, if this process compares them and they have changed.</summary>
    private async Task<(MeetReply Reply, IReadOnlyList<ClusterMember>? Others)> MeetAsync(
        MeetRequest request, bool watches, long? compared)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        abandon.CancelAfter(Heartbeat / 2);
        var reply = await _session.Store.MeetAsync(request, abandon.Token).AsTask().WaitAsync(abandon.Token).ConfigureAwait(false);
        var members = watches && reply.Epoch != compared
            ? await _session.Store.GetMembersAsync(_session.Name, abandon.Token).ConfigureAwait(false)
            : null;
        return (reply, members?.Members);
    }

    private void HearOfMembers(
        long sent, long received, Task<(MeetReply Reply, IReadOnlyList<ClusterMember>? Others)> done, bool wasAway)
    {
        _isMeeting = false;
        if (!done.IsCompletedSuccessfully)
        {
            NoteSilence(done, received);
            return;
        }

        var (reply, others) = done.Result;
        _clock.Add(sent, received, reply.Now);
        if (others is not null)
        {
            _comparedEpoch = reply.Epoch;
            WarnOfOthers(others);
        }

        _epoch = wasAway ? null : reply.Epoch;
        if (!wasAway && reply is { Count: { } count, Rank: { } rank })
        {
            _rank = rank;
            _shards?.Meet(count, rank, received);
        }
    }

    /// <summary>A process without a shard has no other calls from which it would learn that the store is silent.</summary>
    private void NoteSilence(Task done, long now)
    {
        if (_shards is not null)
        {
            _numbers.AddFailure();
            _outage.Failed(ReasonOf(done), now);
            _meetAt = Math.Min(_meetAt, now + _rules.Between(MemberTiming.Retry.Ticks / 2, MemberTiming.Retry.Ticks));
        }
    }

    /// <summary>Removes the record at the end of the run, if the store answers soon.</summary>
    private void Leave()
    {
        if (!_clock.IsKnown || _rules.IsOnce)
        {
            return;
        }

        var request = new MeetRequest { Member = Describe(BootClock.Now), Lease = TimeSpan.Zero };
        using var abandon = new CancellationTokenSource(TimeSpan.FromTicks(LongestRelease));
        try
        {
            _ = Task.Run(() => _session.Store.MeetAsync(request, abandon.Token).AsTask()).Wait(TimeSpan.FromTicks(LongestRelease));
        }
        catch (AggregateException exception) when (exception.InnerException is ClusterStoreException or OperationCanceledException)
        {
            // The record ends by itself.
        }
    }

    private ClusterMember Describe(long now) => _session.Member with
    {
        NextSlot = NextDue(now) is not Never and var next ? StoreTime.ToMilliseconds(next) : null,
        Shards = _leases.Count(static lease => lease.Leads || lease.Rests),
    };

    private void WarnOfOthers(IReadOnlyList<ClusterMember> members)
    {
        foreach (var member in members)
        {
            if (member.Options != _session.Member.Options && _warnedOf.Add(member.Id))
            {
                var process = string.Create(InvariantNumbers.Format, $"{member.Host}:{member.ProcessId} (version {member.Version})");
                Log.Write(
                    LogLevels.Warning, _session.Category,
                    $"{process} has other settings of the schedule; those of the leader count", exception: null);
            }
        }
    }
}
