namespace Daemonize.Scheduling;

/// <summary>The slots that follow the end of the previous tick; none but requested ones if <paramref name="delay"/> is null.</summary>
internal sealed class DelayTimetable(long? delay) : ITimetable
{
    public Slot FirstFrom(long instant) => delay is null ? Slot.Never : new Slot(0, instant);

    public Slot After(Slot slot) => Slot.Never;

    public Slot AfterEnd(Slot next, long end) => delay is { } pause ? new Slot(next.Number + 1, end + pause) : Slot.Never;

    public long PassOver(ref Slot slot, long instant, int keep) => 0;
}
