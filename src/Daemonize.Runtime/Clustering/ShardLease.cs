using Daemonize.Cluster;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>
/// Decides for one shard what to ask the store, when ticks start, and when they must end: follow, take, begin, renew, end, release. It uses
/// no clock, no thread and no store: its caller passes the time and the replies, carries out the steps, and comes back at
/// <see cref="WakeAt"/>. Times are ticks of CLOCK_BOOTTIME unless they are named otherwise.
/// </summary>
internal sealed partial class ShardLease
{
    /// <summary>How long before its next slot an owner that rests takes the lease again.</summary>
    private const long RestEndsBefore = 50 * TimeSpan.TicksPerMillisecond;

    /// <summary>How long an owner waits at most before it asks again for a slot that was too early.</summary>
    private const long LongestHold = TimeSpan.TicksPerSecond;

    private const long Never = long.MaxValue;

    private readonly LeaseRules _rules;
    private readonly ClusterClock _clock;
    private readonly FollowerSchedule _schedule;
    private readonly int _shard;
    private readonly Retry _retry;
    private readonly Retry _renewRetry;
    private Lease? _record;
    private Term? _term;
    private BeginGate? _gate;
    private OpenQuestion? _question;
    private bool _isAsking;
    private bool _isRenewing;
    private bool _isReleasing;
    private bool _isDecided;
    private bool _asksDeputy;
    private bool _hasResigned;
    private bool _isNewlyLost;
    private long _holdUntil = long.MinValue;
    private bool _mustTake;
    private long _lookAt;
    private long _notBefore;

    // A term with a greater token is that of another process: its end is no reason to stay away any more.
    private long _leftWith = Never;
    private int _earlyRequests;
    private long _takenFrom;
    private InterruptedSlots? _interrupted;
    private long _skippedBefore;

    // The store may forget it, when an asynchronous standby is promoted.
    private long _begun;

    /// <param name="rules">The rules, which all processes of the daemon share.</param>
    /// <param name="clock">The store's clock, as this process estimates it.</param>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="notBefore">When the shard may be taken at the earliest.</param>
    public ShardLease(LeaseRules rules, ClusterClock clock, int shard, long notBefore = 0)
    {
        _rules = rules;
        _clock = clock;
        _shard = shard;
        _notBefore = notBefore;
        _schedule = new FollowerSchedule(rules);
        _retry = new Retry(rules);
        _renewRetry = new Retry(rules);
    }

    /// <summary>The record, as it was last seen; null before the first look.</summary>
    public Lease? Record => _record;

    /// <summary>The shard, from 0.</summary>
    public int Shard => _shard;

    /// <summary>Whether the shard is left to other processes for good.</summary>
    public bool IsLeft => _notBefore == Never;

    /// <summary>
    /// Whether nothing is left to do: there is no term, none is about to begin, and no slot was asked for without an answer.
    /// </summary>
    public bool IsIdle => _term is null && !_isAsking && !Rests && !_mustTake && (_question is null || IsLeft || Follows);

    /// <summary>Whether the role is known: the record was seen, and taken if that was due.</summary>
    public bool IsSettled => _term is not null || (_record is not null && !_mustTake && !IsTaking);

    /// <summary>Whether a request to begin a term has no answer yet.</summary>
    public bool IsTaking { get; private set; }

    /// <summary>
    /// Whether the process stops as the deputy, and has not told the store: no other process could become the deputy before its term ends.
    /// </summary>
    public bool IsResigning =>
        IsStopping && _term is null && !_hasResigned && !_rules.Timing.IsKept && _record?.Deputy == _rules.Me;

    /// <summary>Whether another process owns the lease.</summary>
    public bool Follows => _term is null && !Rests && _record?.Owner is { } owner && owner != _rules.Me;

    /// <summary>The token of the term; 0 without one.</summary>
    public long Token => _term?.Token ?? 0;

    /// <summary>Whether this process owns the lease, and has not lost it.</summary>
    public bool Leads => _term is not null && !IsLost;

    /// <summary>Whether this process released the lease until the next slot, at which it takes it again.</summary>
    public bool Rests { get; private set; }

    /// <summary>Whether the term is lost: its ticks must end, and nothing begins.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether nothing begins any more, because the process stops.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>The number of running ticks.</summary>
    public int Running => _gate?.Running ?? 0;

    /// <summary>Whether a slot has come that replaces the running tick.</summary>
    public bool MustReplace => _gate?.MustReplace == true;

    /// <summary>The number of slots that came in a term of this process, or before it, and had no tick.</summary>
    public long Skipped => _skippedBefore + (_gate?.Skipped ?? 0);

    /// <summary>When the kernel must kill the process, because a tick runs whose lease ends; long.MaxValue if none runs.</summary>
    public long FenceAt => _term is { } term && Running > 0 ? term.FenceAt : Never;

    /// <summary>When the lease ends for this process; null without one.</summary>
    public long? EndsAt => _term is { } term && !_rules.Timing.IsKept ? term.GrantedAt + _rules.Timing.Lease : null;

    /// <summary>The next slot, in ticks of the store's time; long.MaxValue if there is none or nothing is known.</summary>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    public long NextDue(long now) => _gate is { } gate ? gate.NextDue
        : _record is { } record ? _rules.NextDueAfter(Math.Max(record.Slot, StoreTime.ToMilliseconds(_clock.ToStore(now))))
        : Never;

    /// <summary>
    /// Gets when to come back, unless a reply, the end of a tick or a request comes before.
    /// </summary>
    public long WakeAt => Math.Min(AskAt, Math.Min(RenewAt, CancelAt));

    /// <summary>When <see cref="NextCall"/> may have a step.</summary>
    public long AskAt => _isAsking || (_term is null && IsStopping) || (IsEnding && MustWaitToEnd) ? Never
        : _term is null ? _lookAt
        : IsEnding ? _retry.At
        : Math.Max(Math.Max(_retry.At, _holdUntil), _clock.ToBoot(_gate!.WakeAt));

    /// <summary>When <see cref="NextRenewal"/> has a step.</summary>
    public long RenewAt => _term is { } term && !IsLost && !_isRenewing ? Math.Max(term.RenewAt, _renewRetry.At) : Never;

    /// <summary>When the ticks must be cancelled, unless the lease is renewed before.</summary>
    public long CancelAt => _term is { } term && !IsLost ? term.CancelAt : Never;

    /// <summary>Whether the term ends as soon as its ticks have.</summary>
    private bool IsEnding => IsLost || IsStopping || IsLeaving;

    /// <summary>Whether a slot that has begun ticks although the term ends: it would count as interrupted otherwise.</summary>
    private bool MayStartLast => IsLeaving && !IsLost && !IsStopping && _rules.Timetable is not null;

    /// <summary>Whether the shard is left to other processes as soon as its ticks have ended.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Whether the term ends, but not before ticks that run, or that have begun in the store.</summary>
    private bool MustWaitToEnd => Running > 0 || (MayStartLast && _gate!.CanStart);

    /// <summary>Gets the slots that a lost owner has left open, once; null for none.</summary>
    public InterruptedSlots? TakeInterrupted()
    {
        var found = _interrupted;
        _interrupted = null;
        return found;
    }

    /// <summary>Whether the term was lost since the last call.</summary>
    public bool TakeLoss()
    {
        var isNew = _isNewlyLost;
        _isNewlyLost = false;
        return isNew;
    }

    /// <summary>Takes a tick that starts now; null if there is none. The caller arms the fence, and checks the time once more.</summary>
    public SlotStart? TryStart(long now)
    {
        if (_term is not { } term || (IsEnding && !MayStartLast))
        {
            return null;
        }

        if (now >= term.CancelAt)
        {
            Lose();
            return null;
        }

        return _gate!.TryStart(_clock.ToStore(now));
    }

    /// <summary>Records the end of a tick.</summary>
    /// <param name="slot">The slot in the store; 0 for a tick without one.</param>
    /// <param name="isComplete">Whether its slot has ended with it: not if the lease was lost, or if it ticks again after a stop.</param>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    public void End(long slot, bool isComplete, long now) => _gate!.End(slot, isComplete, _clock.ToStore(now));

    /// <summary>Whether the ticks must be cancelled, because the lease ends soon.</summary>
    public bool MustCancel(long now)
    {
        if (_term is { } term && !IsLost && now >= term.CancelAt)
        {
            Lose();
        }

        return IsLost;
    }

    /// <summary>
    /// Adds a request to tick now; null if another process owns the lease. If nobody does, as while an owner rests, the request begins a
    /// term.
    /// </summary>
    public RequestResult? Request(long now)
    {
        if (IsStopping)
        {
            return RequestResult.Stopping;
        }

        if (_term is not null && !IsEnding && !_isReleasing)
        {
            return _gate!.Request(_clock.ToStore(now));
        }

        // Nobody who leads could be asked.
        var isFree = _term is null && _record is { Owner: null } && now >= _notBefore;
        if (!Rests && !isFree && !(_isReleasing && !IsEnding))
        {
            return null;
        }

        _earlyRequests++;
        (_mustTake, _lookAt) = (true, now);
        return RequestResult.Begins;
    }

    /// <summary>Takes a record that was seen free.</summary>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    public void Seize(Lease record, long now) => (_record, _isDecided, _mustTake, _lookAt) = (record, true, true, now);

    /// <summary>Looks at once, because something may have changed.</summary>
    public void LookSoon(long now)
    {
        if (_term is null && !Rests)
        {
            _lookAt = Math.Min(_lookAt, now);
        }
    }

    /// <summary>Begins nothing any more; the lease is released as soon as the running ticks have ended.</summary>
    public void Stop()
    {
        IsStopping = true;
        _retry.Reset();
    }

    /// <summary>
    /// Leaves the shard to other processes: slots that have begun tick, nothing else begins, and the shard is not taken again before a
    /// time, or before another process has owned it.
    /// </summary>
    public void Leave(long notBefore)
    {
        _notBefore = notBefore;
        _leftWith = _term?.Token ?? _record?.Token ?? Never;
        IsLeaving = _term is not null;
        if (Rests && !_isAsking)
        {
            // As a follower from now on, it looks when a follower does.
            (_mustTake, _lookAt) = (false, notBefore);
        }

        Rests = false;
    }

    private long NextDueOf(Lease record) => _rules.NextDueAfter(record.Slot);

    private void Lose()
    {
        _isNewlyLost |= !IsLost;
        IsLost = true;
        _retry.Reset();
    }
}
