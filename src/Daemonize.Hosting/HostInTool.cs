using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting;

/// <summary>Runs a host for a tool that has called the entry point to get it, as the program would that has no daemon: see <see cref="DaemonContext.IsInTool"/>.</summary>
internal static class HostInTool
{
    /// <summary>Runs until the tool has stopped the host, or the daemon is to stop, and disposes of it. The tool may have done so already.</summary>
    public static async Task RunAsync(IHost host, DaemonContext daemon, CancellationToken stopping)
    {
        // Not the lifetime, which a tool may replace.
        if (host.Services.GetService<DaemonContext>() is null)
        {
            await HostFailure.DisposeAsync(host).ConfigureAwait(false);
            throw DaemonHostExtensions.NotPrepared();
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(daemon.Stopping, stopping);
        await host.RunAsync(stop.Token).ConfigureAwait(false);
    }
}
