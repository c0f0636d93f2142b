using System.Diagnostics;
using Daemonize;

namespace Idle;

/// <summary>A daemon with minimal work: it reads the clock at every tick.</summary>
internal static class Clock
{
    private static long _now;

    [Daemon(Name = "idle", Interval = "1s")]
    internal static void Read() => _now = Stopwatch.GetTimestamp();
}
