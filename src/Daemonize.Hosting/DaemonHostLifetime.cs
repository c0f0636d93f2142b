using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting;

/// <summary>Replaces the console lifetime, which handles signals and prints a message about Ctrl+C: both are the daemon's task.</summary>
internal sealed class DaemonHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
