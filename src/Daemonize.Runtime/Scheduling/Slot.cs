namespace Daemonize.Scheduling;

/// <summary>An instant of a timetable.</summary>
/// <param name="Number">Which one it is, counted by the timetable.</param>
/// <param name="Instant">When it is.</param>
internal readonly record struct Slot(long Number, long Instant)
{
    /// <summary>One that does not come.</summary>
    public static Slot Never => new(0, long.MaxValue);
}
