using Daemonize;

namespace WebService;

/// <summary>A web service that runs in the background without a service manager.</summary>
internal static class Web
{
    /// <summary>Serves the time over HTTP.</summary>
    /// <param name="daemon">The context, which is notified when the service is ready.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop.</param>
    /// <param name="port">-p, The port on this machine; 0 takes a free one, which status and the log tell.</param>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static async Task Serve(DaemonContext daemon, ILogger logger, CancellationToken stopping, ushort port = 8080)
    {
        await using var app = Build(port);
        app.MapGet("/", () => TypedResults.Text($"{DateTimeOffset.UtcNow:O}\n"));

        // Throws if the port is taken: then start fails, and the log contains the reason.
        await app.StartAsync(stopping);
        logger.LogInformation("listens on {Urls}", string.Join(' ', app.Urls));
        daemon.Report($"listens on {string.Join(' ', app.Urls)}");
        daemon.NotifyReady();

        // Waits until the token is cancelled; requests in progress are answered first.
        await app.WaitForShutdownAsync(stopping);
    }

    private static WebApplication Build(ushort port)
    {
        // A daemon runs in /, which is not the place of appsettings.json.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(static console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder.Build();
    }
}
