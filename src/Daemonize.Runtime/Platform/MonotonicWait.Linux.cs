using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The wait of a schedule on the monotonic clock.</summary>
internal static class MonotonicWait
{
    /// <summary>
    /// Waits until <paramref name="timestamp"/> (of <see cref="Stopwatch"/>) has come, or one of the two is set, and clears the second.
    /// Never ends early.
    /// </summary>
    public static void Until(long timestamp, Wake first, Wake second)
    {
        // Not cleared without need: that would be a second system call in each wait.
        if (Poll.WaitForAny(stackalloc[] { second.Number, first.Number }, timestamp) == 0)
        {
            second.Clear();
        }
    }
}
