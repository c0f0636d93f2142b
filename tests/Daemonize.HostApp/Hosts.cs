using Daemonize;
using Daemonize.Hosting;

namespace HostApp;

/// <summary>Daemons that run hosts: one for each builder, and some that end in special ways.</summary>
internal static class Hosts
{
    /// <summary>A worker service, as the SDK's template has it.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Worker(DaemonContext daemon, CancellationToken stopping) => RunWorker<TalkingWorker>(daemon, stopping);

    /// <summary>A worker service by the older builder.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Classic(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () => Host.CreateDefaultBuilder()
            .UseDaemonize(daemon)
            .ConfigureServices(static services => services.AddHostedService<TalkingWorker>())
            .Build(),
        stopping);

    /// <summary>A web application, as the SDK's template has it.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Web(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(
        () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.UseDaemonize(daemon);
            builder.WebHost.ConfigureKestrel(
                static kestrel => kestrel.ListenUnixSocket(Environment.GetEnvironmentVariable("HOSTAPP_SOCKET")!));
            var app = builder.Build();
            app.MapGet(
                "/", static (IHostEnvironment environment, IConfiguration configuration) =>
                    $"{environment.ContentRootPath} {configuration["Greeting"]}");
            return app;
        },
        stopping);

    /// <summary>A host that takes a while to start.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Slow(DaemonContext daemon, CancellationToken stopping) => RunWorker<SlowService>(daemon, stopping);

    /// <summary>A host that cannot start.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Broken(DaemonContext daemon, CancellationToken stopping) => RunWorker<BrokenService>(daemon, stopping);

    /// <summary>A host that stops by itself on request.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Quitter(DaemonContext daemon, CancellationToken stopping) => RunWorker<QuittingWorker>(daemon, stopping);

    /// <summary>A host whose worker fails.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Crasher(DaemonContext daemon, CancellationToken stopping) => RunWorker<CrashingWorker>(daemon, stopping);

    /// <summary>A host whose worker does not heed its token.</summary>
    [Daemon(Ready = ReadyMode.Manual, StopTimeout = "20s")]
    internal static Task Stubborn(DaemonContext daemon, CancellationToken stopping) => RunWorker<StubbornWorker>(daemon, stopping);

    /// <summary>A host that does not know its daemon.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static Task Unprepared(DaemonContext daemon, CancellationToken stopping) =>
        daemon.RunHostAsync(static () => Host.CreateApplicationBuilder().Build(), stopping);

    /// <summary>Is to be configured otherwise.</summary>
    [Daemon(Interval = "1h", StopTimeout = "20s")]
    internal static void Tick(DaemonContext daemon, ILogger logger) =>
        logger.LogInformation(
            "tick {Tick} within {StopTimeout} {Variables}", daemon.TickNumber, daemon.StopTimeout,
            Environment.GetEnvironmentVariable("A") + Environment.GetEnvironmentVariable("B"));

    [DaemonServices]
    internal static void Configure(IHostApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable("HOSTAPP_BREAK") is { } text)
        {
            throw new InvalidOperationException(text);
        }

        builder.Services.AddSingleton<Total>().AddScoped<Scoped>();
    }

    /// <summary>Takes services and an option.</summary>
    /// <param name="by">How much to add.</param>
    [Daemon(Interval = "50ms", OnFailure = FailureAction.Stop)]
    internal static async Task Count(
        Total total, Scoped scoped, ILogger<Total> logger, DaemonContext daemon, Missing? missing = null, int by = 1)
    {
        await Task.Yield();
        total.Add(by);
        logger.LogInformation(
            "tick {Tick} total {Total} scope {Scope} {Missing}", daemon.TickNumber, total.Sum, scoped.Use(), missing is null);
    }

    private static Task RunWorker<TService>(DaemonContext daemon, CancellationToken stopping)
        where TService : class, IHostedService => daemon.RunHostAsync(
        () =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.UseDaemonize(daemon);
            builder.Services.AddHostedService<TService>();
            return builder.Build();
        },
        stopping);
}
