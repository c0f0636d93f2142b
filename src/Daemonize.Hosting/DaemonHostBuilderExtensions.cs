using Daemonize.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daemonize.Hosting;

/// <summary>Prepares a host for its life in a daemon.</summary>
public static class DaemonHostBuilderExtensions
{
    private const string ConsoleNamespace = "Microsoft.Extensions.Logging.Console";

    private static readonly TimeSpan MaxMargin = new(0, 0, 2);

    /// <summary>
    /// Lets the daemon have the signals and the log: the host's own handling of Ctrl+C and its console loggers are taken away, what it logs goes to the daemon's
    /// log, and it has until shortly before <see cref="DaemonContext.StopTimeout"/> to stop. <see cref="DaemonContext"/> becomes a service.
    /// </summary>
    /// <param name="builder">The builder, of a worker, a web application or any other host.</param>
    /// <param name="daemon">The daemon whose method runs the host.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder UseDaemonize<TBuilder>(this TBuilder builder, DaemonContext daemon)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(daemon);
        Prepare(builder.Services, daemon);
        return builder;
    }

    /// <inheritdoc cref="UseDaemonize{TBuilder}"/>
    public static IHostBuilder UseDaemonize(this IHostBuilder builder, DaemonContext daemon)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(daemon);
        return builder.ConfigureServices(services => Prepare(services, daemon));
    }

    private static void Prepare(IServiceCollection services, DaemonContext daemon)
    {
        services.RemoveAll<IHostLifetime>();
        services.AddSingleton<IHostLifetime, DaemonHostLifetime>();
        services.AddSingleton(daemon);
        if (daemon.IsInTool)
        {
            // There is no daemon, so neither its log nor its time to stop.
            return;
        }

        RemoveConsole(services);
        services.AddSingleton<ILoggerProvider>(new DaemonLoggerProvider(daemon));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout(daemon.StopTimeout));
    }

    private static void RemoveConsole(IServiceCollection services)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is { IsKeyedService: false, ImplementationType.Namespace: ConsoleNamespace } service && service.ServiceType == typeof(ILoggerProvider))
            {
                services.RemoveAt(i);
            }
        }
    }

    /// <summary>The host gives this to a timer, which takes 49.7 days at most: whoever stops it has the limit of a longer time.</summary>
    private static TimeSpan ShutdownTimeout(TimeSpan timeout) => TimeToStop(timeout) is var time && time > LongWait.Longest ? Timeout.InfiniteTimeSpan : time;

    /// <summary>A <c>stop</c> kills when StopTimeout is over, and there may be an OnStop behind the host.</summary>
    internal static TimeSpan TimeToStop(TimeSpan timeout) => timeout - (timeout / 10 < MaxMargin ? timeout / 10 : MaxMargin);
}
