using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace Steady;

/// <summary>A daemon that uses its status and log once per second: it reads the clock, reports and logs a line.</summary>
internal static class Clock
{
    private static long _now;

    [Daemon(Name = "steady", Interval = "1s")]
    internal static void Read(DaemonContext daemon, ILogger logger)
    {
        _now = Stopwatch.GetTimestamp();
        daemon.Report("the clock is read");
        logger.LogInformation("tick {Tick}", daemon.TickNumber);
    }
}
