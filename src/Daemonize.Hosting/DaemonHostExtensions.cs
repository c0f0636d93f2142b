using System.Runtime.ExceptionServices;
using Daemonize.CompilerServices;
using Daemonize.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Daemonize.Hosting;

/// <summary>Provides extension methods that run a host as the work of a daemon.</summary>
public static class DaemonHostExtensions
{
    /// <summary>
    /// Builds a host and runs it until the daemon stops or the host stops by itself, as <see cref="RunAsDaemonAsync"/> does. The content
    /// root is the program's directory, unless the user (<c>DOTNET_CONTENTROOT</c>) or the builder sets another.
    /// </summary>
    /// <param name="daemon">The daemon whose method calls this. It requires <see cref="ReadyMode.Manual"/>.</param>
    /// <param name="build">
    /// Creates the builder, calls <c>UseDaemonize</c> on it, and builds the host. Called again for each retry of a failed method.
    /// </param>
    /// <param name="stopping">The token of the method. <see cref="DaemonContext.Stopping"/> stops the host as well.</param>
    public static Task RunHostAsync(this DaemonContext daemon, Func<IHost> build, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        ArgumentNullException.ThrowIfNull(build);
        return (daemon.IsInTool ? build() : ContentRoot.Build(build)).RunAsDaemonAsync(daemon, stopping);
    }

    /// <summary>
    /// Runs a host until the daemon stops or the host stops by itself, and disposes it. The daemon is ready when the host has started
    /// (<see cref="IHostApplicationLifetime.ApplicationStarted"/>). The daemon fails if the host fails, if a background service whose
    /// failure ends the host fails, or if the host or a service does not stop in time. A host that stops by itself may set
    /// <see cref="Environment.ExitCode"/>; a value outside 0 to 255 becomes 255.
    /// </summary>
    /// <param name="host">A host whose builder called <c>UseDaemonize</c>.</param>
    /// <param name="daemon">The daemon whose method calls this. It requires <see cref="ReadyMode.Manual"/>.</param>
    /// <param name="stopping">The token of the method. <see cref="DaemonContext.Stopping"/> stops the host as well.</param>
    /// <exception cref="InvalidOperationException">
    /// The host was not prepared by <c>UseDaemonize</c>, or a later call on the builder has undone that.
    /// </exception>
    /// <exception cref="TimeoutException">The host has not stopped within <see cref="DaemonAttribute.StopTimeout"/>.</exception>
    public static async Task RunAsDaemonAsync(this IHost host, DaemonContext daemon, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(daemon);
        if (daemon.IsInTool)
        {
            await HostInTool.RunAsync(host, daemon, stopping).ConfigureAwait(false);
            return;
        }

        try
        {
            await RunAsync(host, daemon, stopping).ConfigureAwait(false);
        }
        finally
        {
            await HostFailure.DisposeAsync(host).ConfigureAwait(false);
        }
    }

    internal static InvalidOperationException NotPrepared() =>
        new("the host does not know of its daemon: call builder.UseDaemonize(daemon) before Build(), and neither UseSystemd nor " +
            "UseConsoleLifetime");

    private static async Task RunAsync(IHost host, DaemonContext daemon, CancellationToken stopping)
    {
        if (host.Services.GetService<IHostLifetime>() is not DaemonHostLifetime)
        {
            throw NotPrepared();
        }

        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var ready = lifetime.ApplicationStarted.Register(daemon.NotifyReady);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(daemon.Stopping, stopping);
        await host.StartAsync(stop.Token).ConfigureAwait(false);
        await WaitForStopAsync(lifetime, stop.Token).ConfigureAwait(false);
        await StopAsync(host, daemon).ConfigureAwait(false);
        ThrowIfServiceFailed(host);
        if (!stop.IsCancellationRequested && Environment.ExitCode is not 0 and var exitCode)
        {
            HostExit.Request(daemon, exitCode);
        }
    }

    private static async Task WaitForStopAsync(IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = stopping.Register(() => stopped.TrySetResult());
        using var byItself = lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task.ConfigureAwait(false);
    }

    private static void LogCallback(DaemonContext daemon, AggregateException exception) => daemon.Logger.Log(
        LogLevel.Error, default, "a callback on the token of the host's stop failed", exception, static (message, _) => message);

    private static async Task StopAsync(IHost host, DaemonContext daemon)
    {
        try
        {
            // HostOptions.ShutdownTimeout limits the stop too, if it is within the range of a timer.
            using var limit = new TimeLimit(
                DaemonHostBuilderExtensions.TimeToStop(daemon.StopTimeout), exception => LogCallback(daemon, exception));
            await host.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException("the host did not stop within StopTimeout", exception);
        }
    }

    private static void ThrowIfServiceFailed(IHost host)
    {
        if (HostFailure.FindLeftOver(host) is { } service)
        {
            throw new TimeoutException($"{service} did not stop within StopTimeout");
        }

        if (HostFailure.Find(host) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
