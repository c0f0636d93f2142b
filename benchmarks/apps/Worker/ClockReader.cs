using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Worker;

/// <summary>Reads the clock once a second and logs a line.</summary>
internal sealed class ClockReader(ILogger<ClockReader> logger) : BackgroundService
{
    private long _now;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            _now = Stopwatch.GetTimestamp();
            logger.LogInformation("tick {Tick}", tick);
        }
    }
}
