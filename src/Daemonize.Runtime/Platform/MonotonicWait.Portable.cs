using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>The wait of a schedule on the monotonic clock.</summary>
internal static class MonotonicWait
{
    /// <summary>
    /// Waits until <paramref name="timestamp"/> (of <see cref="Stopwatch"/>) has come, or one of the two is set, and clears the second.
    /// Never ends early, but up to a millisecond late: waits of .NET are in whole milliseconds.
    /// </summary>
    public static void Until(long timestamp, Wake first, Wake second)
    {
        WaitHandle[] events = [first.Handle, second.Handle];
        TimeSpan left;
        do
        {
            var now = Stopwatch.GetTimestamp();
            left = timestamp > now ? Stopwatch.GetElapsedTime(now, timestamp) : TimeSpan.Zero;
        }
        while (WaitHandle.WaitAny(events, LongWait.Piece(left)) == WaitHandle.WaitTimeout && left > TimeSpan.Zero);
        second.Clear();
    }
}
