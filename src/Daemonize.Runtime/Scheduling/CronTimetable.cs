using Cronos;

namespace Daemonize.Scheduling;

/// <summary>The slots of a cron expression in a time zone. Instants are ticks of <see cref="DateTime"/> in UTC.</summary>
internal sealed class CronTimetable(CronExpression expression, TimeZoneInfo zone) : ITimetable
{
    /// <summary>
    /// The most slots to pass one by one: eleven days of a slot a second. A schedule further behind has not slept; its wall clock was
    /// corrected (from 1970, for example).
    /// </summary>
    private const long MaxPassed = 1_000_000;

    public Slot FirstFrom(long instant) => Find(0, instant, isInclusive: true);

    public Slot After(Slot slot) => Find(slot.Number + 1, slot.Instant, isInclusive: false);

    public long PassOver(ref Slot slot, long instant, int keep)
    {
        if (slot.Instant > instant)
        {
            return 0;
        }

        // One walk finds the last slots: the lead is ahead by as many slots as are kept.
        var lead = slot;
        for (var i = 0; i < keep; i++)
        {
            if (lead.Instant > instant)
            {
                return 0;
            }

            lead = After(lead);
        }

        var passed = 0L;
        for (; lead.Instant <= instant && passed < MaxPassed; passed++)
        {
            lead = After(lead);
            slot = After(slot);
        }

        if (passed == MaxPassed)
        {
            slot = FirstFrom(instant);
        }

        return passed;
    }

    private Slot Find(long number, long instant, bool isInclusive) =>
        instant < DateTime.MaxValue.Ticks
            && expression.GetNextOccurrence(new DateTime(instant, DateTimeKind.Utc), zone, isInclusive) is { } next
            ? new Slot(number, next.Ticks)
            : Slot.Never;
}
