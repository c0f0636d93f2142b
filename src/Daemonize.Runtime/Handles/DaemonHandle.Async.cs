using Daemonize.Operations;

namespace Daemonize;

/// <content>The asynchronous forms of the operations.</content>
public partial class DaemonHandle
{
    /// <inheritdoc cref="Start()"/>
    /// <param name="cancellationToken">Cancels the start: nothing of the daemon is left.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon was ready.
    /// </exception>
    public Task<DaemonStatus> StartAsync(CancellationToken cancellationToken = default) =>
        RunAsync(() => StartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Stop()"/>
    /// <param name="cancellationToken">Ends the wait, not the stop: the daemon has already received SIGTERM, and is not killed.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had ended.
    /// </exception>
    public Task<DaemonStatus> StopAsync(CancellationToken cancellationToken) =>
        RunAsync(() => StopCore(StopOrder.Usual, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Stop(TimeSpan)"/>
    /// <param name="timeout">
    /// <inheritdoc cref="Stop(TimeSpan)" path="/param[@name='timeout']/node()"/> With null, it is that of <see cref="Stop()"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait, not the stop: the daemon has already received SIGTERM, and is not killed.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had ended.
    /// </exception>
    public Task<DaemonStatus> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var order = OrderOf(timeout);
        return RunAsync(() => StopCore(order, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="Kill()"/>
    /// <param name="cancellationToken">Ends the wait; the daemon is killed.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had ended.
    /// </exception>
    public Task<DaemonStatus> KillAsync(CancellationToken cancellationToken = default) =>
        RunAsync(() => StopCore(StopOrder.Kill, cancellationToken), cancellationToken);

    /// <summary>
    /// Waits until the daemon has ended, whoever ends it, and will not be started again by its watcher; of several instances, all.
    /// Completes at once if the daemon does not run.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the daemon is left unchanged.</param>
    /// <returns>The status afterwards, with how it ended (<see cref="DaemonStatus.LastExit"/>).</returns>
    /// <exception cref="DaemonException">The process of the daemon cannot be observed from here, as it is in another container.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had ended.
    /// </exception>
    public Task<DaemonStatus> WaitForExitAsync(CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            Find().ForEach(instance => ExitWait.Wait(instance, cancellationToken));
            return GetStatus();
        },
        cancellationToken);

    /// <inheritdoc cref="Restart()"/>
    /// <param name="cancellationToken">
    /// Ends the wait for the stop as in <see cref="StopAsync(CancellationToken)"/>, or cancels the start as in <see cref="StartAsync"/>.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the new daemon was ready.
    /// </exception>
    public Task<DaemonStatus> RestartAsync(CancellationToken cancellationToken = default) =>
        RunAsync(() => RestartWith(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Reload()"/>
    /// <param name="cancellationToken">Ends the wait; the daemon still reloads.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had reloaded.
    /// </exception>
    public Task<DaemonStatus> ReloadAsync(CancellationToken cancellationToken) =>
        RunAsync(() => ReloadCore(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Reload(TimeSpan)"/>
    /// <param name="timeout">
    /// <inheritdoc cref="Reload(TimeSpan)" path="/param[@name='timeout']/node()"/> With null, it is that of <see cref="Reload()"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the daemon still reloads.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had reloaded.
    /// </exception>
    public Task<DaemonStatus> ReloadAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        _ = Check(timeout);
        return RunAsync(() => ReloadCore(timeout, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="Tick()"/>
    /// <param name="cancellationToken">Ends the wait; the daemon may still tick.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had answered.
    /// </exception>
    public Task<DaemonStatus> TickAsync(CancellationToken cancellationToken) =>
        RunAsync(() => TickCore(null, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Tick(TimeSpan)"/>
    /// <param name="timeout">
    /// <inheritdoc cref="Tick(TimeSpan)" path="/param[@name='timeout']/node()"/> With null, it is that of <see cref="Tick()"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the daemon may still tick.</param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before the daemon had answered.
    /// </exception>
    public Task<DaemonStatus> TickAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        _ = Check(timeout);
        return RunAsync(() => TickCore(timeout, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="GetStatus()"/>
    /// <param name="cancellationToken">Is checked only before the status is read, which takes little time.</param>
    public Task<DaemonStatus> GetStatusAsync(CancellationToken cancellationToken = default) => RunAsync(GetStatus, cancellationToken);

    /// <inheritdoc cref="GetStatuses()"/>
    /// <param name="cancellationToken">Is checked only before the statuses are read, which takes little time.</param>
    public Task<IReadOnlyList<DaemonStatus>> GetStatusesAsync(CancellationToken cancellationToken = default) =>
        RunAsync(GetStatuses, cancellationToken);

    /// <summary>Runs the action on a separate thread: waiting for another process must not block threads of the pool.</summary>
    private protected static Task<T> RunAsync<T>(Func<T> action, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            action, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
