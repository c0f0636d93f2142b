using Microsoft.Extensions.Logging;

namespace Daemonize.Hosting;

/// <summary>
/// Writes the host's log records to the daemon's log. The host's own filters set the levels: section <c>Logging</c>, or
/// <c>Logging:Daemonize</c>.
/// </summary>
[ProviderAlias("Daemonize")]
internal sealed class DaemonLoggerProvider(DaemonContext daemon) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => daemon.CreateLogger(categoryName, LogLevel.Trace);

    public void Dispose()
    {
        // The log belongs to the daemon and outlives the host.
    }
}
