using Daemonize;
using Daemonize.Hosting;

namespace TryRunSiteApp;

/// <summary>Two daemons with a host.</summary>
internal static class Service
{
    /// <summary>Serves the site.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Serve(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.UseDaemonize(daemon);
            var app = builder.Build();
            app.MapGet("/", () => daemon.Name);
            return app;
        },
        stopping);

    /// <summary>Runs a worker.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Work(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.UseDaemonize(daemon);
            return builder.Build();
        },
        stopping);

    /// <summary>Says itself when it is ready, and has no host.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static void Drain() => throw new InvalidOperationException("drained");

    /// <summary>Takes a service.</summary>
    [Daemon(Interval = "1s")]
    internal static void Count(Total total) => total.Add();

    [DaemonServices]
    internal static void Configure(IHostApplicationBuilder builder) => builder.Services.AddSingleton<Total>();
}

/// <summary>Counts the ticks of the daemon.</summary>
public sealed class Total
{
    private int _number;

    /// <summary>The current number of ticks.</summary>
    public int Number => Volatile.Read(ref _number);

    /// <summary>Adds one.</summary>
    public void Add() => Interlocked.Increment(ref _number);
}
