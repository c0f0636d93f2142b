using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The wait of a schedule on the monotonic clock.</summary>
internal static class MonotonicWait
{
    /// <summary>
    /// Waits until <paramref name="timestamp"/> (of <see cref="Stopwatch"/>) has come, or one of the two is set. Never ends early.
    /// </summary>
    public static void Until(long timestamp, Wake first, Wake second) => _ = Poll.WaitForAny([first.Number, second.Number], timestamp);
}
