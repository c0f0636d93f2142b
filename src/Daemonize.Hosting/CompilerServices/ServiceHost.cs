using System.ComponentModel;
using Daemonize.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daemonize.Hosting.CompilerServices;

/// <summary>The host that provides the services of a daemon method.</summary>
/// <param name="configure">The method with the attribute <see cref="DaemonServicesAttribute"/>.</param>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ServiceHost(Action<IHostApplicationBuilder> configure) : DaemonServices
{
    private IHost? _host;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(DaemonContext daemon, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        var host = ContentRoot.Build(() =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.UseDaemonize(daemon);
            configure(builder);
            return builder.Build();
        });
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        _host = host;

        // A service that ends its host also ends the daemon; if the service has failed, the daemon exits with 1.
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        _ = lifetime.ApplicationStopping.Register(() => daemon.RequestStop(HostFailure.Find(host) is null ? 0 : 1));
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_host is { } host)
        {
            await host.StopAsync(cancellationToken).ConfigureAwait(false);
            await HostFailure.DisposeAsync(host).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask RunInToolAsync(DaemonContext daemon, string[] args)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        var builder = Host.CreateApplicationBuilder(args);
        builder.UseDaemonize(daemon);
        configure(builder);
        await HostInTool.RunAsync(builder.Build(), daemon, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Calls the daemon method with the services of a separate scope.</summary>
    public async ValueTask<int> CallAsync(Func<IServiceProvider, ValueTask<int>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var scope = _host!.Services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await call(scope.ServiceProvider).ConfigureAwait(false);
        }
    }
}
