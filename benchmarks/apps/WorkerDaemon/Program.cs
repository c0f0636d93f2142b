using App;
using Daemonize;
using Daemonize.Hosting;

internal static class Service
{
    /// <summary>Runs the worker.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Work(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.UseDaemonize(daemon);
            builder.Services.AddHostedService<Worker>();
            return builder.Build();
        },
        stopping);
}
