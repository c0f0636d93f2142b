using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Worker;

/// <summary>Reads the clock at every tick and, on request, logs a line.</summary>
internal sealed class ClockReader(ILogger<ClockReader> logger, Pace pace) : BackgroundService
{
    private long _now;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace.Interval);
        for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            _now = Stopwatch.GetTimestamp();
            if (pace.Logs)
            {
                logger.LogInformation("tick {Tick}", tick);
            }
        }
    }
}
