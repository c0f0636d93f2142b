namespace Daemonize.Scheduling;

/// <summary>
/// Which slots tick, wait or are skipped. It knows no clock and no thread: its caller passes the time and the end of each tick, and all that it does follows
/// from that. Every slot that has come is in the end either taken or counted as skipped.
/// </summary>
internal sealed class SlotQueue
{
    /// <summary>Whoever comes to a slot later than this has missed it; a busy machine does not keep anybody so long, a suspended one does.</summary>
    private const long Grace = TimeSpan.TicksPerMinute;

    /// <summary>From here on a tick counts as late.</summary>
    private const long Punctual = TimeSpan.TicksPerSecond;

    /// <summary>A wall clock that is set back by more has been corrected (cron(8) has the same limit); slots that have ticked may come again.</summary>
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

    /// <summary>How many ticks run.</summary>
    public int Running { get; private set; }

    /// <summary>How many slots have had no tick.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether a slot has come that the running tick must make room for. Others that wait must not hurry the ticks before them.</summary>
    public bool MustReplace { get; private set; }

    /// <summary>Whether all ticks that there are to be have been taken.</summary>
    public bool IsComplete => _policy.MaxRuns > 0 && _taken >= _policy.MaxRuns;

    /// <summary>Sees to the slots that have come by <paramref name="now"/>.</summary>
    public void Advance(long now) => Advance(now, isInclusive: true);

    /// <summary>A slot that somebody asks for comes now.</summary>
    public void Request(long now)
    {
        Advance(now);
        Accept(new DueSlot(new Slot(-1, now), now), isMissed: false);
    }

    /// <summary>Gives a slot that is to tick now, if there is one.</summary>
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

    /// <summary>A tick has ended. Slots that came before are seen to as those that came while it ran, however late this is called.</summary>
    public void End(long now)
    {
        Advance(now, isInclusive: false);
        Running--;
        if (_timetable.AfterEnd(_next.Slot, now) is var slot && slot != _next.Slot)
        {
            _next = Draw(slot);
        }
    }

    /// <summary>The daemon stops: what has come and not ticked has been skipped, what comes from <paramref name="now"/> on does not count.</summary>
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

    /// <summary>Leaves out what could not even wait: those that come later take all the places there are.</summary>
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

    private void Accept(DueSlot slot, bool isMissed)
    {
        var isBusy = Running >= _policy.MaxRunning;
        var room = isBusy ? _policy.KeptOfOverlapping : isMissed ? _policy.KeptOfMissed : Math.Max(1, _policy.KeptOfMissed);
        if (room == 0)
        {
            Skipped++;
            return;
        }

        _waiting.Enqueue(slot with { HasWaited = isBusy || isMissed });
        MustReplace |= isBusy && _policy.Overlap == Overlap.Replace;
        while (_waiting.Count > room)
        {
            _waiting.Dequeue();
            Skipped++;
        }
    }

    private DueSlot Draw(Slot slot) => new(slot, slot == Slot.Never ? slot.Instant : slot.Instant + _jitter.Draw());

    /// <summary>A slot with the jitter that was drawn for it. A class, because the runtime has the code of a queue compiled for references only.</summary>
    private sealed record DueSlot(Slot Slot, long Due, bool HasWaited = false);
}

/// <summary>A slot that ticks.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Late">How long after it was due, in ticks of 100 ns.</param>
/// <param name="IsLate">Whether it counts as late.</param>
internal readonly record struct TakenSlot(Slot Slot, long Late, bool IsLate);
