using System.Diagnostics;

namespace Daemonize.Benchmarks;

/// <summary>Waits for an effect of a daemon, and polls so rarely that it does not disturb the daemon.</summary>
internal static class Wait
{
    public static void ForNotes(TimeSpan limit) => Until(() => File.Exists(Places.NotesFile), TimeSpan.FromMilliseconds(100), limit);

    public static void Until(Func<bool> condition, TimeSpan lookAgain, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"nothing has come for {limit.TotalSeconds} s");
            }

            Thread.Sleep(lookAgain);
        }
    }
}
