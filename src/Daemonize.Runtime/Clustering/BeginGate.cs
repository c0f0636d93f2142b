using Daemonize.Cluster;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>
/// The slots of one term: which slot to begin in the store, which ticks may start, which run, and up to which slot all have ended. It uses
/// no clock, no thread and no store. Slots are milliseconds since the Unix epoch, other times ticks of the store's time.
/// </summary>
internal sealed class BeginGate
{
    private readonly LeaseRules _rules;
    private readonly SlotQueue? _queue;
    private readonly SortedSet<long> _open = [];
    private readonly Queue<SlotStart> _starts = [];
    private Lease _record;
    private WantedSlot? _wanted;
    private long _ended;
    private long _endBy;
    private long _begun;
    private int _lost;

    /// <summary>The slots of lost owners that are to be counted as interrupted, and up to which slot.</summary>
    private (long Slot, int Count) _interrupted;
    private bool _hasRun;

    /// <param name="rules">The rules that all processes share.</param>
    /// <param name="record">The record, as it is after the take.</param>
    /// <param name="question">A slot that this process has asked for in its last term; null for none. No other term was between.</param>
    /// <param name="known">The last slot that this process knows to have begun, in milliseconds since the Unix epoch; 0 for none.</param>
    public BeginGate(LeaseRules rules, Lease record, OpenQuestion? question, long known = 0)
    {
        _rules = rules;
        _record = record;
        _ended = record.Done;
        _begun = record.Slot;
        _queue = rules.Timetable is { } timetable
            ? new SlotQueue(timetable, rules.Policy, rules.Jitter, StoreTime.ToTicks(Math.Max(record.Slot, known)) + 1)
            : null;
        if (record.Slot > record.Done && !rules.IsOnce)
        {
            Resume(record, question);
        }
    }

    /// <summary>The number of running ticks.</summary>
    public int Running { get; private set; }

    /// <summary>The number of slots without a tick.</summary>
    public long Skipped => _queue?.Skipped ?? 0;

    /// <summary>
    /// The part of <see cref="Skipped"/> up to the last slot that was begun: the next term counts what came after it again.
    /// </summary>
    public long SkippedForGood { get; private set; }

    /// <summary>Whether a slot has come that replaces the running tick.</summary>
    public bool MustReplace => _queue?.MustReplace == true;

    /// <summary>When the next slot is due; long.MaxValue if there is none.</summary>
    public long NextDue => _queue?.NextDue ?? long.MaxValue;

    /// <summary>Every slot that was begun up to this one has ended.</summary>
    public long Ended => _ended;

    /// <summary>The slots of lost owners, once, for a warning; a count of 0 for none.</summary>
    public (long Slot, int Count) Interrupted => _interrupted;

    /// <summary>Whether <see cref="TryStart"/> has a tick.</summary>
    public bool CanStart => _starts.Count > 0 || _wanted is { IsGranted: true };

    /// <summary>Whether something waits for the store or for its start.</summary>
    public bool IsBusy => Running > 0 || _wanted is not null || _starts.Count > 0 || _interrupted.Count > 0;

    /// <summary>What is left open if the term ends now; null for nothing.</summary>
    /// <remarks>
    /// What the term before has lost is lost still, unless the store has said that it counts. It counts once: the store adds it only as its
    /// record moves.
    /// </remarks>
    public OpenQuestion? Question => _wanted is { WasAsked: true } wanted
        ? new OpenQuestion(wanted.Slot, wanted.Attempt, _record.Token, wanted.Due, _interrupted.Count + _lost + _open.Count)
        : null;

    /// <summary>Gets the next step, if there is one.</summary>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public StoreCall? NextCall(long now)
    {
        if (_interrupted.Count > 0)
        {
            return End(_interrupted.Slot, _interrupted.Count);
        }

        Advance(now);
        if (_wanted is { IsGranted: false } wanted && now >= wanted.AskAt)
        {
            _wanted = wanted with { WasAsked = true, MayComeLate = wanted.MayComeLate || wanted.WasAsked };
            return new StoreCall(StoreStep.Begin, _record.Shard, _record.Token)
            {
                Slot = wanted.Slot,
                Attempt = wanted.Attempt,
                Passed = _rules.CountBetween(_record.Slot, wanted.Slot),
                Ended = HasEnded ? _ended : 0,
            };
        }

        return HasEnded && now >= _endBy ? End(_ended, interrupted: 0) : null;
    }

    /// <summary>Gets when <see cref="NextCall"/> may have a step, unless an event comes before.</summary>
    public long WakeAt => Math.Min(
        HasEnded ? _endBy : long.MaxValue,
        _wanted switch
        {
            null => NextDue,
            { IsGranted: true } => long.MaxValue,
            var wanted => wanted.AskAt,
        });

    /// <summary>Whether slots have ended of which the store does not know.</summary>
    private bool HasEnded => _ended > _record.Done;

    /// <summary>Whether the owner can release its lease until the next slot.</summary>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public bool CanRest(long now) => _queue is not null && !IsBusy && NextDue - _rules.Timing.RestFrom > now;

    /// <summary>Processes a granted step.</summary>
    /// <param name="call">The step, as it was asked for.</param>
    /// <param name="record">The record after it.</param>
    /// <param name="now">The store's time of the step.</param>
    public void Grant(StoreCall call, Lease record, long now)
    {
        _record = record;
        if (call.Step == StoreStep.Begin && _wanted is { } wanted)
        {
            // Too early by the store's clock, which alone counts. A request before this one, without an answer, may still be carried out.
            var isEarly = IsEarly(call, record);
            var next = Math.Max(StoreTime.ToTicks(wanted.Slot), now + TimeSpan.TicksPerMillisecond);
            _wanted = isEarly
                ? wanted with { WasAsked = wanted.MayComeLate, AskAt = next }
                : wanted with { IsGranted = true };
            SkippedForGood = isEarly ? SkippedForGood : Skipped;
        }
        else if (call.Step == StoreStep.End)
        {
            _ended = Math.Max(_ended, call.Slot);
            _interrupted = default;
        }
    }

    /// <summary>Whether the store has granted a begin, but its clock has not come to the slot.</summary>
    public static bool IsEarly(StoreCall call, Lease record) => record.Slot < call.Slot || record.Attempt < call.Attempt;

    /// <summary>Takes a tick that starts now; null if there is none.</summary>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public SlotStart? TryStart(long now)
    {
        if (_starts.TryDequeue(out var start))
        {
            Running++;
            return start;
        }

        if (_wanted is not { IsGranted: true } wanted)
        {
            return null;
        }

        _wanted = null;
        _open.Add(wanted.Slot);
        _begun = Math.Max(_begun, wanted.Slot);
        Running++;
        var late = Math.Max(0, now - wanted.Due);
        var slot = new Slot(0, StoreTime.ToTicks(wanted.Slot));
        return new SlotStart(new TakenSlot(slot, late, wanted.IsLate || late > SlotQueue.Punctual), _record.Token, wanted.Attempt)
        {
            Slot = wanted.Slot,
        };
    }

    /// <summary>Records the end of a tick.</summary>
    /// <param name="slot">The slot in the store; 0 for a tick without one.</param>
    /// <param name="isComplete">Whether its slot has ended with it: not if the lease was lost, or if it ticks again after a stop.</param>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public void End(long slot, bool isComplete, long now)
    {
        Running--;
        _queue?.End(now);
        if (slot == 0)
        {
            return;
        }

        _open.Remove(slot);
        if (!isComplete)
        {
            _lost++;
        }
        else if (_lost == 0)
        {
            _endBy = HasEnded ? _endBy : now + (_rules.EndMayWait(now, NextDue) ? LeaseRules.LongestWait : 0);
            _ended = _open.Count > 0 ? Math.Max(_ended, _open.Min - 1) : Math.Max(_ended, _begun);
        }
    }

    /// <summary>Adds a request to tick now.</summary>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public RequestResult Request(long now) => _queue?.Request(now) ?? RequestResult.Stopping;

    private void Resume(Lease record, OpenQuestion? question)
    {
        var isMine = question is not null && question.Slot == record.Slot && question.Attempt == record.Attempt;
        if (isMine || (_rules.Interrupted == InterruptedPolicy.Rerun && record.Attempt < _rules.MaxAttempts))
        {
            var attempt = isMine ? record.Attempt : record.Attempt + 1;
            var due = isMine ? question!.Due : StoreTime.ToTicks(record.Slot);
            _wanted = new WantedSlot(record.Slot, attempt, due, IsLate: true) { WasAsked = isMine };
            _queue?.Occupy();
            _interrupted = isMine && question!.Lost > 0 ? (record.Slot - 1, question.Lost) : default;
        }
        else
        {
            var open = Math.Min(_rules.Policy.MaxRunning, 1 + _rules.CountBetween(record.Done, record.Slot));
            _interrupted = (record.Slot, (int)open);
        }
    }

    private void Advance(long now)
    {
        if (_queue is null)
        {
            RunOnce(now);
            return;
        }

        _queue.Advance(now);
        while (_wanted is null && _queue.TryTake(now, out var taken))
        {
            if (taken.Slot.IsRequested)
            {
                _starts.Enqueue(new SlotStart(taken, _record.Token, Attempt: 1));
            }
            else
            {
                _wanted = new WantedSlot(StoreTime.ToMilliseconds(taken.Slot.Instant), 1, now - taken.Late, taken.IsLate);
            }
        }
    }

    /// <summary>Starts a method without a schedule, once a term.</summary>
    private void RunOnce(long now)
    {
        if (!_hasRun)
        {
            _hasRun = true;
            _starts.Enqueue(new SlotStart(new TakenSlot(Slot.OfRequest(now), Late: 0, IsLate: false), _record.Token, Attempt: 1));
        }
    }

    private StoreCall End(long slot, int interrupted) =>
        new(StoreStep.End, _record.Shard, _record.Token) { Slot = slot, Interrupted = interrupted };

    /// <summary>A slot that the store has not begun, or whose tick has not started.</summary>
    /// <param name="Slot">The slot, in milliseconds since the Unix epoch.</param>
    /// <param name="Attempt">The attempt, from 1.</param>
    /// <param name="Due">When it was due.</param>
    /// <param name="IsLate">Whether its tick counts as late.</param>
    private sealed record WantedSlot(long Slot, int Attempt, long Due, bool IsLate)
    {
        /// <summary>When to ask the store to begin it, at the earliest.</summary>
        public long AskAt { get; init; }

        /// <summary>Whether the store was asked, and may have begun it.</summary>
        public bool WasAsked { get; init; }

        /// <summary>Whether a request for it has had no answer: the store may carry it out at any time while the term lasts.</summary>
        public bool MayComeLate { get; init; }

        public bool IsGranted { get; init; }
    }
}
