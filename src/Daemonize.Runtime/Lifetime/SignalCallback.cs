using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>Runs the user's callback for a signal.</summary>
internal static class SignalCallback
{
    /// <summary>
    /// Runs the callback on the thread pool: the runtime's signal thread has other signals to deliver. An exception is logged and counted.
    /// </summary>
    /// <param name="instance">The daemon's instance, for its name in the log.</param>
    /// <param name="runtime">The daemon's runtime: context, stop token and counters.</param>
    /// <param name="what">The name of the callback in the log.</param>
    /// <param name="callback">The user's method, called with the stop token.</param>
    /// <param name="ended">Called after the callback with its exception, or with null if it succeeded; not called if a stop cancels it. May
    /// be null.</param>
    public static void Run(
        DaemonInstance instance, DaemonRuntime runtime, string what, Func<DaemonContext, CancellationToken, ValueTask> callback,
        Action<Exception?>? ended = null) =>
        _ = RunAsync(instance, runtime, what, callback, ended, Task.CompletedTask);

    /// <summary>Does the same after <paramref name="previous"/>, which does not fail; the returned task ends with the callback.</summary>
    public static Task RunAsync(
        DaemonInstance instance,
        DaemonRuntime runtime,
        string what,
        Func<DaemonContext, CancellationToken, ValueTask> callback,
        Action<Exception?>? ended,
        Task previous) =>
        Task.Run(async () =>
        {
            try
            {
                await previous.ConfigureAwait(false);
                await callback(runtime.CreateContext(), runtime.Stop.Token).ConfigureAwait(false);
                ended?.Invoke(null);
            }
            catch (OperationCanceledException) when (runtime.Stop.IsRequested)
            {
                // The expected response to the stop token.
            }
            catch (Exception exception)
            {
                runtime.Progress.AddFailed(exception);
                Log.Error(instance.Name, $"{what} failed", exception);
                ended?.Invoke(exception);
            }
        });
}
