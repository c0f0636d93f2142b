using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Daemonize.Hosting;

/// <summary>
/// Finds out whether a host has failed. A host only logs the failure of a background service, and leaves a service running that does not
/// end.
/// </summary>
internal static class HostFailure
{
    /// <summary>Finds the failure of a background service that ends its host; null for none.</summary>
    public static Exception? Find(IHost host) =>
        host.Services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior
            == BackgroundServiceExceptionBehavior.Ignore ? null
        : Services(host).Select(static service => service.ExecuteTask?.Exception?.InnerException)
            .FirstOrDefault(static failure => failure is not null);

    /// <summary>Finds the name of a background service that still runs although its host has stopped; null for none.</summary>
    public static string? FindLeftOver(IHost host) =>
        Services(host).FirstOrDefault(static service => service.ExecuteTask is { IsCompleted: false })?.GetType().Name;

    public static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            host.Dispose();
        }
    }

    private static IEnumerable<BackgroundService> Services(IHost host) =>
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>();
}
