namespace Daemonize.Scheduling;

/// <summary>The slots of an interval: instants at equal distances from an origin. Each is counted from the origin, so that no error adds up.</summary>
/// <param name="Origin">The instant of slot 0, in nanoseconds.</param>
/// <param name="Interval">The distance, in nanoseconds.</param>
internal readonly record struct Grid(long Origin, long Interval)
{
    public long InstantOf(long slot) => Origin + (slot * Interval);

    /// <summary>The first slot that is not before <paramref name="instant"/>.</summary>
    public long FirstSlotFrom(long instant) => instant <= Origin ? 0 : ((instant - Origin - 1) / Interval) + 1;
}
