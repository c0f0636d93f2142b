using Daemonize;
using Daemonize.Hosting;

namespace OwnSiteApp;

/// <summary>The daemon alongside the site.</summary>
internal static class Service
{
    /// <summary>Runs a worker.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Work(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.UseDaemonize(daemon);
            var app = builder.Build();
            app.MapGet("/", static () => "the daemon's");
            return app;
        },
        stopping);
}

/// <summary>A public type by which tests name the program.</summary>
public sealed class Marker;
