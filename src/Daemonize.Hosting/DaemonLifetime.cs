using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting;

/// <summary>Takes the place of the console's lifetime, which handles signals itself and tells of Ctrl+C: both are the daemon's.</summary>
internal sealed class DaemonLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
