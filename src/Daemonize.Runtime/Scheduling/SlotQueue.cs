namespace Daemonize.Scheduling;

/// <summary>
/// Decides which slots tick, wait or are skipped. It uses no clock and no thread: its caller passes the time and the end of each tick, and
/// everything it does follows from these. Every slot that has come is in the end either taken or counted as skipped.
/// </summary>
internal sealed class SlotQueue
{
    /// <summary>The delay beyond which a tick counts as late.</summary>
    public const long Punctual = TimeSpan.TicksPerSecond;

    /// <summary>
    /// The delay beyond which a slot is missed: a busy machine does not delay a schedule for so long, a suspended one does.
    /// </summary>
    private const long Grace = TimeSpan.TicksPerMinute;

    /// <summary>
    /// The largest step back of a wall clock that is no correction (cron(8) has the same limit). After a correction, slots that have ticked
    /// may come again.
    /// </summary>
    private const long LongestSetBack = 3 * TimeSpan.TicksPerHour;

    private readonly ITimetable _timetable;
    private readonly SlotPolicy _policy;
    private readonly Jitter _jitter;
    private readonly Queue<DueSlot> _waiting = [];
    private DueSlot _next;
    private long _latest = long.MinValue + LongestSetBack;
    private long _taken;

    public SlotQueue(ITimetable timetable, SlotPolicy policy, Jitter jitter, long origin)
    {
        _timetable = timetable;
        _policy = policy;
        _jitter = jitter;
        _next = Draw(timetable.FirstFrom(origin));
    }

    /// <summary>When the next slot is due.</summary>
    public long NextDue => _next.Due;

    /// <summary>The number of running ticks.</summary>
    public int Running { get; private set; }

    /// <summary>The number of slots that have had no tick.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether a slot has come that replaces the running tick. Other waiting slots must not hurry the ticks before them.</summary>
    public bool MustReplace { get; private set; }

    /// <summary>Whether all ticks that MaxRuns allows have been taken.</summary>
    public bool IsComplete => _policy.MaxRuns > 0 && _taken >= _policy.MaxRuns;

    /// <summary>Processes the slots that have come by <paramref name="now"/>.</summary>
    public void Advance(long now) => Advance(now, isInclusive: true);

    /// <summary>The number of ticks that have begun.</summary>
    public long Taken => _taken;

    /// <summary>Adds a requested slot, which comes now, and returns what happens to it.</summary>
    public RequestResult Request(long now)
    {
        Advance(now);
        return !Accept(new DueSlot(Slot.OfRequest(now), now), isMissed: false) ? RequestResult.Skipped
            : _policy.MaxRuns > 0 && _taken + _waiting.Count > _policy.MaxRuns ? RequestResult.Ending
            : _waiting.Count <= _policy.MaxRunning - Running ? RequestResult.Begins
            : RequestResult.Waits;
    }

    /// <summary>Takes a slot that ticks now; false if there is none.</summary>
    public bool TryTake(long now, out TakenSlot taken)
    {
        if (Running >= _policy.MaxRunning || IsComplete || !_waiting.TryDequeue(out var slot))
        {
            taken = default;
            return false;
        }

        Running++;
        _taken++;
        MustReplace = false;
        var late = Math.Max(0, now - slot.Due);
        taken = new TakenSlot(slot.Slot, late, slot.HasWaited || late > Punctual);
        return true;
    }

    /// <summary>Takes the place of a tick that runs without a slot of this queue.</summary>
    public void Occupy() => Running++;

    /// <summary>Records the end of a tick. Earlier slots are processed as having come while it ran, however late this is called.</summary>
    public void End(long now)
    {
        Advance(now, isInclusive: false);
        Running--;
        if (_timetable.AfterEnd(_next.Slot, now) is var slot && slot != _next.Slot)
        {
            _next = Draw(slot);
        }
    }

    /// <summary>
    /// Closes the queue when the daemon stops: slots that have come without a tick count as skipped, those from <paramref name="now"/> on
    /// do not count.
    /// </summary>
    public void Close(long now)
    {
        var slot = _next.Slot;
        Skipped += _waiting.Count + _timetable.PassOver(ref slot, now - 1, keep: 0);
        _waiting.Clear();
        _next = new DueSlot(Slot.Never, Slot.Never.Instant);
    }

    private void Advance(long now, bool isInclusive)
    {
        if (now < _latest - LongestSetBack)
        {
            _next = Draw(_timetable.FirstFrom(now));
            _latest = now;
        }

        _latest = Math.Max(_latest, now);
        var end = isInclusive ? now : now - 1;
        if (_next.Due > end)
        {
            return;
        }

        PassOver(end);
        while (_next.Due <= end)
        {
            var slot = _next;
            _next = Draw(_timetable.After(slot.Slot));
            Accept(slot, isMissed: _next.Due <= end || end - slot.Due > Grace);
        }
    }

    /// <summary>Skips the slots that cannot even wait: later slots take all the places there are.</summary>
    private void PassOver(long end)
    {
        var slot = _next.Slot;
        var passed = _timetable.PassOver(ref slot, end - _jitter.Max, keep: _policy.KeptOfOverlapping + 2);
        if (passed > 0)
        {
            Skipped += passed;
            _next = Draw(slot);
        }
    }

    /// <summary>Lets a slot that has come wait for its tick; false if there is no room for it.</summary>
    private bool Accept(DueSlot slot, bool isMissed)
    {
        var isBusy = Running >= _policy.MaxRunning;
        var room = isBusy ? _policy.KeptOfOverlapping
            : isMissed ? _policy.KeptOfMissed : Math.Max(1, _policy.KeptOfMissed);
        if (room == 0)
        {
            Skipped++;
            return false;
        }

        _waiting.Enqueue(slot with { HasWaited = isBusy || isMissed });
        MustReplace |= isBusy && _policy.Overlap == OverlapPolicy.Replace;
        while (_waiting.Count > room)
        {
            _waiting.Dequeue();
            Skipped++;
        }

        return true;
    }

    private DueSlot Draw(Slot slot) => new(slot, slot == Slot.Never ? slot.Instant : slot.Instant + _jitter.Draw(slot.Instant));

    /// <summary>
    /// A slot with the jitter drawn for it. A class, because the runtime contains compiled code of a queue for references only.
    /// </summary>
    private sealed record DueSlot(Slot Slot, long Due, bool HasWaited = false);
}

/// <summary>A slot that ticks.</summary>
/// <param name="Slot">The slot of the timetable, or a requested one.</param>
/// <param name="Late">How long after its due time the slot was taken, in ticks of 100 ns.</param>
/// <param name="IsLate">Whether the tick counts as late.</param>
internal readonly record struct TakenSlot(Slot Slot, long Late, bool IsLate);
