using System.Diagnostics;

namespace BareLoops;

/// <summary>
/// The job of a daemon without the daemon: wait for the next slot of an absolute grid, read the clock, and perhaps write a line. What a
/// library or a host adds is measured against it.
/// </summary>
internal static class GridLoop
{
    private static long _now;

    public static void Run(int intervalMs, bool logs)
    {
        var interval = TimeSpan.FromMilliseconds(intervalMs);
        var beginning = Stopwatch.GetTimestamp();
        for (var tick = 1L; ; tick++)
        {
            var left = (interval * tick) - Stopwatch.GetElapsedTime(beginning);

            // Thread.Sleep takes whole milliseconds and cuts off the rest, which would make it return before the slot.
            Thread.Sleep(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left.TotalMilliseconds))));
            _now = Stopwatch.GetTimestamp();
            if (logs)
            {
                Console.WriteLine($"{DateTimeOffset.Now:yyyy-MM-ddTHH:mm:ss.fffzzz} info steady: tick {tick}");
            }
        }
    }
}
