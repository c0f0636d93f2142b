using System.Diagnostics;
using Daemonize;

namespace Idle;

/// <summary>A daemon with next to nothing to do: at every tick it reads the clock.</summary>
internal static class Clock
{
    private static long _now;

    [Daemon(Name = "idle", Interval = "1s")]
    internal static void Read() => _now = Stopwatch.GetTimestamp();
}
