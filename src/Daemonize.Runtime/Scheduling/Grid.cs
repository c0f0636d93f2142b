namespace Daemonize.Scheduling;

/// <summary>
/// The slots of an interval: instants at equal distances from an origin. Each is computed from the origin; errors do not add up.
/// </summary>
/// <param name="Origin">The instant of slot 0, in ticks of 100 ns.</param>
/// <param name="Interval">The distance of two slots, in ticks of 100 ns.</param>
internal readonly record struct Grid(long Origin, long Interval)
{
    public long InstantOf(long slot) => Origin + (slot * Interval);

    /// <summary>The first slot that is not before <paramref name="instant"/>.</summary>
    public long FirstSlotFrom(long instant) => instant <= Origin ? 0 : ((instant - Origin - 1) / Interval) + 1;
}
