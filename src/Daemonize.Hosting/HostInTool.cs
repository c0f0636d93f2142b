using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting;

/// <summary>
/// Runs a host for a tool that has called the entry point to get it, as a program without a daemon would: see
/// <see cref="DaemonContext.IsInTool"/>.
/// </summary>
internal static class HostInTool
{
    /// <summary>
    /// Runs until the tool has stopped the host, or the daemon is asked to stop, and disposes the host. The tool may already have disposed
    /// it.
    /// </summary>
    public static async Task RunAsync(IHost host, DaemonContext daemon, CancellationToken stopping)
    {
        // This does not check the lifetime, because a tool may replace it.
        if (host.Services.GetService<DaemonContext>() is null)
        {
            await HostFailure.DisposeAsync(host).ConfigureAwait(false);
            throw DaemonHostExtensions.NotPrepared();
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(daemon.Stopping, stopping);
        await host.RunAsync(stop.Token).ConfigureAwait(false);
    }
}
