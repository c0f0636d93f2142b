using System.Globalization;
using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>
/// What has happened in a world, and whether it keeps the promises C1 to C5. It knows the true time, and nothing of the decisions.
/// </summary>
/// <param name="plan">The plan of the world.</param>
/// <param name="isRecorded">Whether to keep lines for people, which cost more than the rest.</param>
internal sealed class ClusterHistory(SimulationPlan plan, bool isRecorded)
{
    private readonly List<string> _lines = [];
    private readonly Dictionary<long, SlotFate> _slots = [];
    private readonly List<RunningTick> _running = [];
    private Lease? _first;
    private Guid _lastOwner;

    /// <summary>The number of changes of the owner.</summary>
    private int _owners;
    private long _begunAt;

    /// <summary>The first violation; null for none.</summary>
    public string? Violation { get; private set; }

    public long Time { get; set; }

    public int Starts { get; private set; }

    /// <summary>The last lines, and the violation.</summary>
    public string Text => string.Join('\n', _lines.TakeLast(2000)) + "\n" + plan + "\n" + Violation;

    public Lease Create(Lease record) => _first = record;

    public void Note(Func<string> line)
    {
        if (isRecorded)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Time / 1e7:F3} {line()}"));
        }
    }

    /// <summary>Hears of a step of the store, and of the record before and after it; null if it was refused.</summary>
    /// <returns>Whether it was the owner who was refused.</returns>
    public bool Carried(StoreCall call, Guid caller, Lease before, Lease? after, long now)
    {
        var refused = false;
        Note(() =>
            $"store {now}: {call.Step} {call.Token} {call.Slot} #{call.Attempt} of {Name(caller)}: "
            + (after is null ? "refused" : Show(after)));
        if (after is null)
        {
            refused = before.Owner == caller && before.Token == call.Token && call.Step != StoreStep.Take;
        }
        else if (call.Step == StoreStep.Take)
        {
            Check(after.Token > before.Token, "C4: a token did not grow");
            _owners += caller == _lastOwner ? 0 : 1;
            _lastOwner = caller;
        }
        else if (call.Step == StoreStep.Begin && after.Slot == call.Slot && after.Attempt == call.Attempt)
        {
            Check(call.Slot <= now || after.Slot == before.Slot, "C5: a slot was begun early");
            Check(call.Attempt <= 3, "C1: a fourth attempt");
            _begunAt = now;
            Of(call.Slot).Begun(caller, call.Attempt, _owners);
        }
        else if (call.Step == StoreStep.End && call.Interrupted > 0 && after.Done == call.Slot && before.Done < call.Slot)
        {
            Check(
                !(_slots.TryGetValue(call.Slot, out var fate) && fate.IsOnlyBegunBy(caller, _owners)),
                "C2: its own begun slot never had its tick");
        }

        return refused;
    }

    /// <summary>Hears that a process has received a refusal. One that has no reader any more, because it came too late, is right.</summary>
    public void HearRefusal(bool isOwner) => Check(!isOwner, "the owner was refused");

    public void Start(SimulatedProcess process, long slot, int attempt)
    {
        Starts++;
        Note(() => $"{process.Name} starts {slot} #{attempt}");
        if (slot != 0)
        {
            Check(Of(slot).Start(attempt), "C1: an attempt of a slot started twice");
            Check(attempt == 1 || plan.Interrupted == InterruptedPolicy.Rerun, "C1: a slot was run again");
        }

        Check(_running.TrueForAll(other => other.Process == process || other.Process.IsAsleep), "C3: two processes tick at the same time");
        _running.Add(new RunningTick(process, slot));
    }

    /// <summary>Hears that a process has woken up with running ticks.</summary>
    public void WakeUp(SimulatedProcess process) =>
        Check(_running.TrueForAll(one => one.Process != process)
            || _running.TrueForAll(other => other.Process == process || other.Process.IsAsleep), "C3: two processes tick after a suspend");

    public void End(SimulatedProcess process, long slot, bool isComplete, string how)
    {
        Note(() => $"{process.Name} {how} {slot}");
        _ = _running.Remove(new RunningTick(process, slot));
        if (isComplete && slot != 0)
        {
            Of(slot).IsComplete = true;
        }
    }

    /// <summary>Checks what must hold when all faults are over: nothing was lost in silence, and the schedule goes on.</summary>
    public void Close(Lease? record, long now)
    {
        if (record is null || _first is null)
        {
            Check(false, "nobody has come to the store");
            return;
        }

        var ends = _slots.Keys.Where(slot => slot <= record.Slot);
        var begun = ends.LongCount(slot => _slots[slot].IsBegun);
        var slots = (record.Slot / (plan.Interval / 10_000)) - (_first.Slot / (plan.Interval / 10_000));
        Check(begun + record.Missed == slots, $"C2: of {slots} slots {begun} were begun and {record.Missed} missed");
        var open = _slots.Where(slot => slot.Key <= record.Done && slot.Value is { IsBegun: true, IsComplete: false }).ToList();
        Check(
            open.Count <= record.Interrupted,
            $"C2: {string.Join(", ", open.Select(slot => slot.Key))} did not end, {record.Interrupted} are counted as interrupted");
        var behind = now - _begunAt;
        var longest = (plan.Interval + plan.LongestTick + (10 * TimeSpan.TicksPerSecond)) / 10_000;
        Check(behind <= longest, $"C6: the last begin was {behind} ms ago");
    }

    private SlotFate Of(long slot)
    {
        if (!_slots.TryGetValue(slot, out var fate))
        {
            _slots.Add(slot, fate = new SlotFate());
        }

        return fate;
    }

    private void Check(bool holds, string violation)
    {
        if (!holds && Violation is null)
        {
            Violation = violation;
            Note(() => violation);
        }
    }

    private static string Name(Guid process) => process.ToString()[..4];

    private static string Show(Lease record) =>
        $"owner {(record.Owner is { } owner ? Name(owner) : "-")} token {record.Token} slot {record.Slot} #{record.Attempt} done {record.Done} "
        + $"missed {record.Missed} interrupted {record.Interrupted}";

    private sealed record RunningTick(SimulatedProcess Process, long Slot);

    /// <summary>What became of a slot.</summary>
    private sealed class SlotFate
    {
        private readonly HashSet<int> _starts = [];
        private readonly HashSet<Guid> _owners = [];
        private int _begunUnder;

        public bool IsBegun => _owners.Count > 0;

        public bool IsComplete { get; set; }

        public void Begun(Guid owner, int attempt, int owners)
        {
            _owners.Add(attempt == 1 ? owner : Guid.Empty);
            _begunUnder = owners;
        }

        public bool Start(int attempt) => _starts.Add(attempt);

        /// <summary>
        /// Whether only this owner has begun the slot, without a tick, and nobody else was owner since. After another owner it cannot know
        /// whether that one has begun the slot too.
        /// </summary>
        public bool IsOnlyBegunBy(Guid owner, int owners) => _starts.Count == 0 && _begunUnder == owners && _owners.SetEquals([owner]);
    }
}
