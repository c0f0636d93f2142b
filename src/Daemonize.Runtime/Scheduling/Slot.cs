namespace Daemonize.Scheduling;

/// <summary>An instant of a timetable.</summary>
/// <param name="Number">The number of the slot, as its timetable counts.</param>
/// <param name="Instant">The time of the slot, in ticks of 100 ns of the schedule's clock.</param>
internal readonly record struct Slot(long Number, long Instant)
{
    /// <summary>A slot that never comes.</summary>
    public static Slot Never => new(0, long.MaxValue);
}
