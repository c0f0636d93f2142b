using System.Diagnostics;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>The clock that all processes share, in microseconds: CLOCK_MONOTONIC, which nobody sets.</summary>
internal static class Instant
{
    public const double Second = 1_000_000;

    /// <summary>The true wall clock less this clock, in microseconds.</summary>
    private static readonly long Offset = MeasureOffset();

    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    /// <summary>Converts a time in milliseconds since the Unix epoch.</summary>
    public static long OfUnix(long milliseconds) => (milliseconds * 1000) - Offset;

    /// <summary>Gets the time of the first slot after an instant; slots are the seconds of the wall clock.</summary>
    public static long NextSlot(long instant)
    {
        var wall = instant + Offset;
        return ((wall / 1_000_000) + 1) * 1_000_000 - Offset;
    }

    private static long MeasureOffset()
    {
        var (least, offset) = (long.MaxValue, 0L);
        for (var round = 0; round < 100; round++)
        {
            // The process may lose the processor between the two; the closest pair counts.
            var before = Now;
            var wall = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            var gap = Now - before;
            (least, offset) = gap < least ? (gap, wall - before) : (least, offset);
        }

        return offset;
    }
}
