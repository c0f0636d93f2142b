namespace Daemonize.Scheduling;

/// <summary>The slots of an interval.</summary>
internal sealed class GridTimetable(Grid grid) : ITimetable
{
    public Slot FirstFrom(long instant) => At(grid.FirstSlotFrom(instant));

    public Slot After(Slot slot) => At(slot.Number + 1);

    public long PassOver(ref Slot slot, long instant, int keep)
    {
        // By arithmetic: a process that was stopped for a day has passed millions of short intervals.
        var first = grid.FirstSlotFrom(instant + 1) - keep;
        var passed = Math.Max(0, first - slot.Number);
        slot = passed > 0 ? At(first) : slot;
        return passed;
    }

    private Slot At(long number) => new(number, grid.InstantOf(number));
}
