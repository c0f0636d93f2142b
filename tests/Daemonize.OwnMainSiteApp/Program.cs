using Daemonize;
using Daemonize.Hosting;

namespace OwnMainSiteApp;

/// <summary>A web application with the older builder, whose own <c>Main</c> calls the daemons.</summary>
public static class Program
{
    private static int Main(string[] args) => Daemons.Run(args);

    /// <summary>Serves the site.</summary>
    /// <param name="topic">What it is about, which must be given.</param>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static async Task Serve(DaemonContext daemon, string topic, CancellationToken stopping)
    {
        await Task.Yield();
        var host = Host.CreateDefaultBuilder()
            .UseDaemonize(daemon)
            .ConfigureWebHostDefaults(web => web.Configure(site => site.Run(context => context.Response.WriteAsync(
                $"{topic} in {context.RequestServices.GetRequiredService<IHostEnvironment>().EnvironmentName} {daemon.IsInTool}",
                stopping))))
            .Build();
        await host.RunAsDaemonAsync(daemon, stopping);
    }
}

/// <summary>A public type by which tests name the program.</summary>
public sealed class Marker;
