using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <summary>
/// When a process without the lease looks at the record. It is computed, not polled: the deputy looks at each slot, the others when a slot
/// should long have begun, and whoever has seen something open looks again at the end of the lease. Times are ticks of the store's time.
/// </summary>
internal sealed class FollowerSchedule(LeaseRules rules)
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private const long Minute = TimeSpan.TicksPerMinute;

    /// <summary>How many slots a deputy's term lasts at least.</summary>
    private const int DeputySlots = 3;

    private const long LongestDeputyTerm = TimeSpan.TicksPerDay;

    /// <summary>The shortest time between two looks.</summary>
    private const long Least = 20 * Millisecond;

    /// <summary>Gets how long a term of the deputy lasts.</summary>
    /// <param name="slot">The last slot that was begun, in milliseconds since the Unix epoch.</param>
    public TimeSpan DeputyTerm(long slot)
    {
        var first = rules.NextDueAfter(slot);
        var last = first;
        for (var i = 0; i < DeputySlots && last != long.MaxValue; i++)
        {
            last = rules.NextDueAfter(StoreTime.ToMilliseconds(last));
        }

        return TimeSpan.FromTicks(last == long.MaxValue ? Minute : Math.Clamp(last - first, Minute, LongestDeputyTerm));
    }

    /// <summary>
    /// Whether a process that has seen a free record takes it, or leaves it to the process that rests until the next slot.
    /// </summary>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public bool MustTake(Lease record, long now) =>
        rules.Timetable is null || record.Slot > record.Done || rules.NextDueAfter(record.Slot) - rules.Timing.RestFrom <= now;

    /// <summary>Gets when to look next after a look that led to nothing.</summary>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="isFree">Whether nobody owns it.</param>
    /// <param name="now">The store's time, in ticks of 100 ns.</param>
    public long NextLook(Lease record, bool isFree, long now)
    {
        var isDeputy = record.Deputy == rules.Me;
        var look = isDeputy ? LookOfDeputy(record, now) : LookOfOther(record, isFree, now);
        if (!isFree && (IsOpen(record) || rules.Timetable is null || rules.NextDueAfter(record.Slot) <= now))
        {
            // Open or overdue, the owner may be dead. If it is, the record says until when it counts as alive.
            var end = StoreTime.ToTicks(record.Until) + rules.Between(Millisecond, (isDeputy ? 50 : 1500) * Millisecond);
            look = Math.Min(look, Math.Max(end, now + Least));
        }

        return Math.Max(look, now + Least);
    }

    private long LookOfDeputy(Lease record, long now)
    {
        var due = Math.Max(rules.NextDueAfter(record.Slot), rules.NextDueAfter(StoreTime.ToMilliseconds(now)));
        return Sum(due, rules.Between(15 * Millisecond, 40 * Millisecond));
    }

    private long LookOfOther(Lease record, bool isFree, long now)
    {
        var look = Sum(rules.NextDueAfter(record.Slot), rules.Between(2000 * Millisecond, 4000 * Millisecond));
        return isFree ? look : Math.Max(look == long.MaxValue ? 0 : look, now + Minute + rules.Between(0, 1000 * Millisecond));
    }

    /// <summary>Whether a slot is open; not if its end may only wait for the next begin, for then most are.</summary>
    private bool IsOpen(Lease record) =>
        record.Slot > record.Done && !rules.EndMayWait(StoreTime.ToTicks(record.Slot), rules.NextDueAfter(record.Slot));

    private static long Sum(long due, long wait) => due == long.MaxValue ? due : due + wait;
}
