namespace Daemonize.Clustering;

/// <summary>
/// The time of a store in two units: milliseconds since the Unix epoch, as stores have it, and ticks of <see cref="DateTime"/> in UTC, as
/// timetables have it.
/// </summary>
internal static class StoreTime
{
    /// <summary>Converts ticks to milliseconds. Slots are whole milliseconds; other times are rounded down.</summary>
    public static long ToMilliseconds(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    /// <summary>Converts milliseconds to ticks; a time that has none becomes the nearest that has.</summary>
    public static long ToTicks(long milliseconds) =>
        DateTime.UnixEpoch.Ticks + (Math.Clamp(milliseconds, 0, Latest) * TimeSpan.TicksPerMillisecond);

    private static long Latest => (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
