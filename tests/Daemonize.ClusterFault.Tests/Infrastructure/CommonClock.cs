using System.Diagnostics;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>The clock that all processes of a test share, in microseconds: CLOCK_MONOTONIC, which nobody sets.</summary>
internal static class CommonClock
{
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    /// <summary>Gets the true wall clock at an instant, in milliseconds since the Unix epoch.</summary>
    public static double ToUnix(long instant)
    {
        var (least, offset) = (long.MaxValue, 0L);
        for (var round = 0; round < 20; round++)
        {
            // The process may lose the processor between the two; the closest pair counts.
            var before = Now;
            var wall = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            var gap = Now - before;
            (least, offset) = gap < least ? (gap, wall - before) : (least, offset);
        }

        return (instant + offset) / 1000.0;
    }
}
