using Daemonize;
using Daemonize.Hosting;

namespace OwnSiteApp;

/// <summary>The daemon beside the site.</summary>
internal static class Service
{
    /// <summary>Runs a worker.</summary>
    [Daemon(Ready = Ready.Manual)]
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

/// <summary>A type for tests to name the program by.</summary>
public sealed class Marker;
