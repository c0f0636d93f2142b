using Daemonize;
using Microsoft.Extensions.Logging;

namespace NewsApp;

/// <summary>The news aggregator: writes a file of headlines at every tick.</summary>
internal static class News
{
    /// <summary>Fetches the top headlines of a country and writes each batch to a separate file.</summary>
    /// <param name="daemon">Tells the process id.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    /// <param name="country">-c, Two-letter country code.</param>
    [Daemon(PidFile = "news.pid", Interval = "10s")]
    internal static async Task Fetch(DaemonContext daemon, ILogger logger, CancellationToken stopping, string country = "us")
    {
        var file = await FetchToFileAsync(NewsSettings.FromEnvironment() with { Country = country }, daemon.ProcessId, stopping);
        logger.LogInformation("wrote {File}", file);
    }

    /// <summary>Does the work of a tick with the given settings and process id, and returns the path of the file.</summary>
    internal static async Task<string> FetchToFileAsync(NewsSettings settings, int pid, CancellationToken stopping)
    {
        var headlines = settings.ApiKey is null ? BundledEdition.Read() : await NewsApi.FetchAsync(settings, stopping);
        return await HeadlineFile.WriteAsync(settings.OutputFolder, pid, DateTimeOffset.UtcNow, headlines, stopping);
    }
}
