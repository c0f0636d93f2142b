using Daemonize;
using Daemonize.Hosting;

internal static class Service
{
    /// <summary>Serves the site.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Serve(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.UseDaemonize(daemon);
            var app = builder.Build();
            app.MapGet("/", () => "Hello World!");
            return app;
        },
        stopping);
}
