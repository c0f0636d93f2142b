namespace Daemonize.Scheduling;

/// <summary>An instant of a timetable.</summary>
/// <param name="Number">The number of the slot, as its timetable counts.</param>
/// <param name="Instant">The time of the slot, in ticks of 100 ns of the schedule's clock.</param>
internal readonly record struct Slot(long Number, long Instant)
{
    private const long Request = long.MinValue;

    /// <summary>Whether it was requested, and is in no timetable.</summary>
    public bool IsRequested => Number == Request;

    /// <summary>Creates the slot of a request to tick now.</summary>
    public static Slot OfRequest(long now) => new(Request, now);

    /// <summary>A slot that never comes.</summary>
    public static Slot Never => new(0, long.MaxValue);
}
