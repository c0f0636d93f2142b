using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Stages;

/// <summary>Runs what the user has written for a signal.</summary>
internal static class SignalCallback
{
    /// <summary>On the pool: the thread that the runtime hands signals out on has others to hand out. What it throws is logged and counted.</summary>
    /// <param name="instance">The daemon.</param>
    /// <param name="link">The way to it.</param>
    /// <param name="what">What runs, for the log.</param>
    /// <param name="callback">The user's method.</param>
    /// <param name="ended">What follows when it has returned, or thrown something.</param>
    public static void Run(
        DaemonInstance instance, DaemonRuntime link, string what, Func<DaemonContext, CancellationToken, ValueTask> callback, Action<Exception?>? ended = null) =>
        _ = RunAsync(instance, link, what, callback, ended, Task.CompletedTask);

    /// <summary>The same after something else, which does not fail; gives what ends with it.</summary>
    public static Task RunAsync(
        DaemonInstance instance,
        DaemonRuntime link,
        string what,
        Func<DaemonContext, CancellationToken, ValueTask> callback,
        Action<Exception?>? ended,
        Task previous) =>
        Task.Run(async () =>
        {
            try
            {
                await previous.ConfigureAwait(false);
                await callback(link.CreateContext(), link.Stop.Token).ConfigureAwait(false);
                ended?.Invoke(null);
            }
            catch (OperationCanceledException) when (link.Stop.IsRequested)
            {
                // The answer to the stop that the token asked for.
            }
            catch (Exception exception)
            {
                link.Progress.AddFailed(exception);
                Log.Error(instance.Name, $"{what} failed", exception);
                ended?.Invoke(exception);
            }
        });
}
