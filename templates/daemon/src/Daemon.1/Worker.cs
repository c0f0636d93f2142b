using System.Globalization;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace Daemon._1;

/// <summary>The work of the daemon.</summary>
internal static class Worker
{
    /// <summary>Runs every ten seconds, never two at a time, until the daemon is stopped.</summary>
    /// <param name="daemon">Tells about the daemon, such as the number of the tick.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    /// <param name="greeting">-g, What each line of the log begins with.</param>
    [Daemon(Interval = "10s")]
    internal static async Task Tick(DaemonContext daemon, ILogger logger, CancellationToken stopping, string greeting = "tick")
    {
        // The work goes here. A stop cancels the token: pass it to every method that takes one.
        await Task.Delay(TimeSpan.FromMilliseconds(10), stopping);
        logger.LogInformation("{Text}", Describe(greeting, daemon.TickNumber, DateTimeOffset.Now));
    }

    /// <summary>Describes a tick. A separate method, so that it can be tested.</summary>
    internal static string Describe(string greeting, long tick, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{greeting} {tick} at {now:HH:mm:ss}");
}
