using Daemonize;
using Daemonize.Hosting;

namespace SiteApp;

/// <summary>The web application of docs/guide/hosting.md, which has no own entry point, and daemons without a host.</summary>
internal static class Service
{
    /// <summary>Serves the site.</summary>
    /// <param name="greeting">What it says.</param>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Serve(DaemonContext daemon, CancellationToken stopping, string greeting = "Hello World!") => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.UseDaemonize(daemon);
            builder.Services.AddSingleton(new Word(greeting));
            builder.Services.AddSingleton(new Early(builder.Environment.EnvironmentName, builder.Configuration["Topic"]));
            var app = builder.Build();
            app.MapGet("/", static (Word word) => word.Text);
            app.MapGet("/facts", static (IHostEnvironment host, IConfiguration configuration, Early early) => string.Join(
                '\n', host.EnvironmentName, host.ContentRootPath, host.ApplicationName, configuration["Topic"],
                configuration["OnlyInDevelopment"], early.Environment, early.Topic));
            app.MapGet("/stop", (int code) => daemon.RequestStop(code));
            app.MapGet("/start", static () =>
            {
                try
                {
                    return Daemons.Tick.Start().ToString();
                }
                catch (DaemonException exception)
                {
                    return exception.Message;
                }
            });
            return app;
        },
        stopping);

    /// <summary>Is no host: a tool must not call it.</summary>
    [Daemon(Interval = "1s")]
    internal static void Tick() => throw new InvalidOperationException("ticked");

    /// <summary>Is none either, and says itself when it is ready.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static void Drain() => throw new InvalidOperationException("drained");

    /// <summary>Is none either, and has no schedule.</summary>
    [Daemon]
    internal static void Purge() => throw new InvalidOperationException("purged");
}

/// <summary>A service that tests replace.</summary>
public sealed record Word(string Text);

/// <summary>The settings that the builder had before the host was built.</summary>
internal sealed record Early(string Environment, string? Topic);
