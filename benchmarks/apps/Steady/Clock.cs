using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace Steady;

/// <summary>A daemon that reads the clock and logs a line at every tick.</summary>
internal static class Clock
{
    private static long _now;

    [Daemon(Name = "steady", Interval = "1s")]
    internal static void Read(DaemonContext daemon, ILogger logger)
    {
        _now = Stopwatch.GetTimestamp();
        logger.LogInformation("tick {Tick}", daemon.TickNumber);
    }
}
