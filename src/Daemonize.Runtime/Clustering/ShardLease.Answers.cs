using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <content>What the replies of the store change.</content>
internal sealed partial class ShardLease
{
    /// <summary>The shortest time between two looks at a free record that this process may not take yet.</summary>
    private const long LeastLookAtFree = TimeSpan.TicksPerSecond;

    /// <summary>Processes the reply to a step of <see cref="NextCall"/>.</summary>
    /// <param name="call">The step, as it was asked for.</param>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    /// <param name="reply">The reply; null if there was none, and nobody knows whether the step was carried out.</param>
    public void Answer(StoreCall call, long sent, long now, LeaseReply? reply)
    {
        (_isAsking, IsTaking) = (false, false);
        _hasResigned |= call.Resigns;
        if (reply is null)
        {
            HearNothing(call, now);
            return;
        }

        var record = Find(reply);
        switch (call.Step)
        {
            case StoreStep.Look when record is not null:
                _retry.Reset();
                See(record, reply.Now, now);
                break;
            case StoreStep.Take when record is not null:
                _retry.Reset();
                BeginTerm(record, call.Token, sent);
                break;
            case StoreStep.End when call.Releases:
                // Refused, the term was over already.
                EndTerm(record, now);
                break;
            case StoreStep.Begin or StoreStep.End when record is not null:
                _retry.Reset();
                Grant(call, record, sent, now, reply.Now);
                break;
            case StoreStep.Look or StoreStep.Take:
                // Somebody else was faster; or a store that has no record to show.
                (_mustTake, _lookAt) = (false, _retry.After(now));
                break;
            default:
                Lose();
                break;
        }
    }

    /// <summary>Processes the reply to a step of <see cref="NextRenewal"/>; the arguments are those of <see cref="Answer"/>.</summary>
    public void AnswerRenewal(StoreCall call, long sent, long now, LeaseReply? reply)
    {
        _isRenewing = false;
        if (_term is not { } term || term.Token != call.Token)
        {
            return;
        }

        if (reply is null)
        {
            _ = _renewRetry.After(now);
        }
        else if (Find(reply) is null)
        {
            Lose();
        }
        else
        {
            _renewRetry.Reset();
            _term = term.Granted(sent);
        }
    }

    private Lease? Find(LeaseReply reply)
    {
        foreach (var lease in reply.Leases)
        {
            if (lease.Shard == _shard)
            {
                return lease;
            }
        }

        return null;
    }

    private void HearNothing(StoreCall call, long now)
    {
        var again = _retry.After(now);
        if (_term is null)
        {
            (_mustTake, _lookAt) = (false, again);
        }
        else if (call.Releases && !IsStopping)
        {
            // It may be carried out at any time from now on, so nothing may begin with this token any more. The next term has another.
            EndTerm(record: null, now);
        }
    }

    private void See(Lease record, long store, long now)
    {
        _record = record;
        Rests = false;
        if (record.Token > _leftWith && record.Owner != _rules.Me && !IsLeft)
        {
            (_notBefore, _leftWith) = (0, Never);
        }

        var isFirst = !_isDecided;
        _isDecided |= now >= _notBefore;
        if (record.Owner == _rules.Me && _question is { } open && open.Token == _takenFrom)
        {
            // A take that had no answer was carried out, directly after the term of the question.
            _question = open with { Token = record.Token };
        }

        var time = StoreTime.ToTicks(store);
        var isFree = record.Owner is null || record.Owner == _rules.Me || record.Until < store;
        _mustTake = isFree && now >= _notBefore
            && (isFirst || _earlyRequests > 0 || record.Owner is not null || _schedule.MustTake(record, time));
        _lookAt = _mustTake || !_asksDeputy ? now : _clock.ToBoot(_schedule.NextLook(record, isFree, time));
        if (isFree && now < _notBefore)
        {
            // It may not take what is free and overdue: only who does is of interest.
            var least = now + (_asksDeputy ? LeastLookAtFree : TimeSpan.TicksPerMillisecond);
            _lookAt = Math.Min(Math.Max(_lookAt, least), _notBefore);
        }

        _asksDeputy = true;
    }

    private void BeginTerm(Lease record, long seen, long sent)
    {
        // Another term may have begun what was asked for, or counted it: the question is answered by its record.
        var question = _question is { } open && open.Token == seen ? open : null;
        _question = null;
        var host = _record?.Host;
        _record = record;
        _term = new Term(record.Token, _rules.Timing, sent);
        _gate = new BeginGate(_rules, record, question, _begun);
        _interrupted = _gate.Interrupted is { Count: > 0 } left ? new InterruptedSlots(left.Slot, left.Count, host, seen) : null;
        (_mustTake, Rests, IsLost) = (false, false, false);

        // Asked to leave while the request was on its way, it leaves at once.
        IsLeaving = sent < _notBefore;
        _leftWith = IsLeaving ? record.Token : Never;
        _renewRetry.Reset();
        _holdUntil = long.MinValue;
        for (; _earlyRequests > 0; _earlyRequests--)
        {
            _ = _gate.Request(_clock.ToStore(sent));
        }
    }

    private void Grant(StoreCall call, Lease record, long sent, long now, long store)
    {
        _record = record;
        if (call.Step == StoreStep.Begin)
        {
            _term = _term!.Granted(sent);
            _begun = Math.Max(_begun, record.Slot);

            // Too early, the store must not be asked again and again until its clock has come so far, or is set again.
            var early = Math.Max(0, StoreTime.ToTicks(call.Slot) - StoreTime.ToTicks(store));
            _holdUntil = BeginGate.IsEarly(call, record) ? now + Math.Min(early, LongestHold) : long.MinValue;
        }

        _gate!.Grant(call, record, StoreTime.ToTicks(store));
    }

    private void EndTerm(Lease? record, long now)
    {
        _question = _gate!.Question ?? _question;
        _skippedBefore += _gate.SkippedForGood;
        Rests = record is not null && !IsEnding;
        _record = record ?? _record;
        (_term, _gate) = (null, null);
        _mustTake = Rests;
        _lookAt = Rests ? Math.Max(now, RestUntil(_record!, now))
            : record is null ? _retry.After(now)
            : now;
        (IsLost, IsLeaving) = (false, false);
    }

    /// <summary>Gets when an owner that rests comes back. Without a slot, it looks now and then whether another process leads.</summary>
    private long RestUntil(Lease record, long now)
    {
        if (_earlyRequests > 0)
        {
            return now;
        }

        if (NextDueOf(record) is not Never and var due)
        {
            return _clock.ToBoot(due) - RestEndsBefore;
        }

        _mustTake = false;
        return now + TimeSpan.TicksPerMinute;
    }
}
