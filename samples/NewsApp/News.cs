using Daemonize;
using Microsoft.Extensions.Logging;

namespace NewsApp;

/// <summary>The news aggregator: a file of headlines at every tick.</summary>
internal static class News
{
    /// <summary>Fetches the top headlines of the US and writes each batch to a file of its own.</summary>
    [Daemon(PidFile = "news.pid", Interval = "10s")]
    internal static async Task Fetch(DaemonContext daemon, ILogger logger, CancellationToken stopping)
    {
        var file = await FetchToFileAsync(NewsSettings.FromEnvironment(), daemon.Pid, stopping);
        logger.LogInformation("wrote {File}", file);
    }

    /// <summary>Does what a tick does, with the settings and the process id given, and gives the file's path.</summary>
    internal static async Task<string> FetchToFileAsync(NewsSettings settings, int pid, CancellationToken stopping)
    {
        var headlines = settings.ApiKey is null ? BundledEdition.Read() : await NewsApi.FetchAsync(settings, stopping);
        return await HeadlineFile.WriteAsync(settings.OutputFolder, pid, DateTimeOffset.UtcNow, headlines, stopping);
    }
}
