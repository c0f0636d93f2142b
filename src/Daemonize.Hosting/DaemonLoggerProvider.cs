using Microsoft.Extensions.Logging;

namespace Daemonize.Hosting;

/// <summary>Writes what the host logs to the daemon's log. Which levels, the host's own filters say: section <c>Logging</c>, or <c>Logging:Daemonize</c>.</summary>
[ProviderAlias("Daemonize")]
internal sealed class DaemonLoggerProvider(DaemonContext daemon) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => daemon.CreateLogger(categoryName, LogLevel.Trace);

    public void Dispose()
    {
        // The log is the daemon's, and outlives the host.
    }
}
