using System.Diagnostics;

namespace Daemonize.Platform;

/// <content>The wait for a condition that nothing reports.</content>
internal readonly partial struct Deadline
{
    /// <summary>The time between two looks.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again and again until <paramref name="condition"/> is true; false if the deadline passes first.</summary>
    public bool WaitFor(Func<bool> condition)
    {
        while (!condition())
        {
            var now = Stopwatch.GetTimestamp();
            if (HasPassed)
            {
                return false;
            }

            var left = Stopwatch.GetElapsedTime(now, _timestamp);
            var pause = LongWait.Piece(left < LookAgain ? left : LookAgain);
            if (cancellation is null)
            {
                // No event: .NET has none for the end of a process that is not a child, or for a lock.
                Thread.Sleep(pause);
            }
            else
            {
                _ = cancellation.Wait(pause);
            }
        }

        return true;
    }
}
