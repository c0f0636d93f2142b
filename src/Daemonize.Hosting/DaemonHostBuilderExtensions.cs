using Daemonize.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daemonize.Hosting;

/// <summary>Provides extension methods that prepare a host to run in a daemon.</summary>
public static class DaemonHostBuilderExtensions
{
    private const string ConsoleNamespace = "Microsoft.Extensions.Logging.Console";

    private static readonly TimeSpan MaxMargin = new(0, 0, 2);

    /// <summary>
    /// Leaves signals and the log to the daemon. Removes the host's own handling of Ctrl+C and its console loggers, sends its log records
    /// to the daemon's log, and limits its shutdown to slightly less than <see cref="DaemonContext.StopTimeout"/>. Registers the
    /// <see cref="DaemonContext"/> as a service.
    /// </summary>
    /// <param name="builder">The builder of a worker, a web application or any other host.</param>
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
            // There is no daemon, so there is no log and no limit for the stop.
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
            if (services[i] is { IsKeyedService: false, ImplementationType.Namespace: ConsoleNamespace } service
                && service.ServiceType == typeof(ILoggerProvider))
            {
                services.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Gets the host's limit. The host passes it to a timer, which accepts at most 49.7 days; a longer limit is enforced by the caller that
    /// stops the host.
    /// </summary>
    private static TimeSpan ShutdownTimeout(TimeSpan timeout) =>
        TimeToStop(timeout) is var time && time > LongWait.Longest ? Timeout.InfiniteTimeSpan : time;

    /// <summary>
    /// Gets the time for the host's stop, which is shorter than StopTimeout: <c>stop</c> kills when that is over, and an OnStop may follow
    /// the host.
    /// </summary>
    internal static TimeSpan TimeToStop(TimeSpan timeout) => timeout - (timeout / 10 < MaxMargin ? timeout / 10 : MaxMargin);
}
