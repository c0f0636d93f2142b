using Daemonize;
using Daemonize.Hosting;

namespace Daemon._1;

/// <summary>The web site of the daemon.</summary>
internal static class Site
{
    /// <summary>Serves the site until the daemon is stopped.</summary>
    /// <param name="daemon">The daemon, which is ready when the host has started.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Serve(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.UseDaemonize(daemon);
            builder.Services.AddSingleton(TimeProvider.System);

            var app = builder.Build();
            app.MapGet("/", () => "Hello World!");
            app.MapGet("/time", (TimeProvider time) => new Answer(time.GetUtcNow()));
            return app;
        },
        stopping);
}

/// <summary>The answer of <c>/time</c>.</summary>
/// <param name="Now">The current time, in UTC.</param>
public sealed record Answer(DateTimeOffset Now);
