using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting;

/// <summary>Takes the place of the console's lifetime, which handles signals itself and mentions Ctrl+C: both belong to the daemon.</summary>
internal sealed class DaemonHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
