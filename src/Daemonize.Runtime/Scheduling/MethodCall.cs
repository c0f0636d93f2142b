using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>Calls the marked method with its time limit, and again as long as its failures are retried.</summary>
/// <param name="method">Calls the method and returns its exit code.</param>
/// <param name="timeout">How long a call may take; null for no limit.</param>
/// <param name="failures">Decides what happens to failures, and how long to wait before a retry.</param>
/// <param name="runtime">The daemon's runtime: its stop request and its name in the log.</param>
/// <param name="time">The time provider that limits and waits use.</param>
internal sealed class MethodCall(
    Func<DaemonContext, CancellationToken, ValueTask<int>> method, TimeSpan? timeout, Failures failures, DaemonRuntime runtime,
    TimeProvider time)
{
    private readonly Action<AggregateException> _callbackFailed =
        exception => Log.Error(runtime.Category, "a callback on the token of a tick failed (TickTimeout)", exception);

    /// <summary>Gets the name of a tick in the log.</summary>
    public static string NameOf(DaemonContext tick)
    {
        var name = "tick " + tick.TickNumber.ToString(InvariantNumbers.Format);
        return tick.HasShards ? name + " of shard " + tick.Shard.ToString(InvariantNumbers.Format) : name;
    }

    /// <summary>
    /// Calls the method. Returns null if it succeeded, or if a stop or a replacement cancelled it; otherwise the failure that is left after
    /// all retries.
    /// </summary>
    /// <param name="context">The context of the tick, for the method.</param>
    /// <param name="name">The name of the call in the log; null for that of the tick.</param>
    /// <param name="replaced">Cancelled when another tick replaces this one.</param>
    public ValueTask<Failure?> RunAsync(DaemonContext context, string? name, CancellationToken replaced)
    {
        if (timeout is not null || replaced.CanBeCanceled)
        {
            return RetryAsync(context, name, time.GetTimestamp(), CallAsync(context, replaced), replaced);
        }

        // Most ticks have no limit, end before the call returns, and succeed: three asynchronous methods would cost more than such a tick.
        var begin = time.GetTimestamp();
        var running = Start(context);
        if (!running.IsCompletedSuccessfully)
        {
            return RetryAsync(context, name, begin, EndAsync(context, running, limit: null, replaced), replaced);
        }

        var exitCode = running.Result;
        return exitCode == DaemonExitCode.Success
            ? default
            : RetryAsync(context, name, begin, EndAsync(context, new ValueTask<int>(exitCode), limit: null, replaced), replaced);
    }

    /// <summary>Waits for the end of a call that has begun, and calls the method again as long as its failures are retried.</summary>
    private async ValueTask<Failure?> RetryAsync(
        DaemonContext context, string? name, long begin, ValueTask<Exception?> running, CancellationToken replaced)
    {
        for (var retry = 1L; ; retry++, begin = time.GetTimestamp(), running = CallAsync(context, replaced))
        {
            if (await running.ConfigureAwait(false) is not { } exception)
            {
                return null;
            }

            retry = time.GetElapsedTime(begin) > failures.Recovery ? 1 : retry;
            var action = await failures.DecideAsync(exception, context).ConfigureAwait(false);
            if (action != FailureAction.Retry || failures.WaitBefore(retry) is not { } wait || runtime.Stop.IsRequested
                || replaced.IsCancellationRequested)
            {
                return new Failure(exception, action);
            }

            context.Retries++;
            failures.TellOfRetry(name ?? NameOf(context), exception, retry, wait);
            if (!await WaitAsync(wait, replaced).ConfigureAwait(false))
            {
                return new Failure(exception, action);
            }
        }
    }

    /// <summary>Calls the method once and returns its exception; null if it succeeded.</summary>
    private async ValueTask<Exception?> CallAsync(DaemonContext context, CancellationToken replaced)
    {
        using var limit = timeout is { } span ? new TimeLimit(span, _callbackFailed, time) : null;
        using var linked = limit is null && !replaced.CanBeCanceled
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(runtime.Stop.Token, replaced, limit?.Token ?? CancellationToken.None);
        return await EndAsync(context, Start(context, linked?.Token), limit, replaced).ConfigureAwait(false);
    }

    /// <summary>
    /// Calls the method, as if it were asynchronous: an exception that it throws before it returns is in the task, and what it sets for its
    /// own flow (AsyncLocal, SynchronizationContext) does not reach the next tick.
    /// </summary>
    private ValueTask<int> Start(DaemonContext context, CancellationToken? token = null)
    {
        var flow = ExecutionContext.Capture();
        var synchronization = SynchronizationContext.Current;
        try
        {
            return method(context, token ?? runtime.Stop.Token);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<int>(exception);
        }
        finally
        {
            if (SynchronizationContext.Current != synchronization)
            {
                SynchronizationContext.SetSynchronizationContext(synchronization);
            }

            if (flow is not null && ExecutionContext.Capture() != flow)
            {
                ExecutionContext.Restore(flow);
            }
        }
    }

    /// <summary>Waits for the end of a call and returns its exception; null if it succeeded.</summary>
    private async ValueTask<Exception?> EndAsync(
        DaemonContext context, ValueTask<int> running, TimeLimit? limit, CancellationToken replaced)
    {
        try
        {
            var exitCode = await running.ConfigureAwait(false);
            return limit is { IsOver: true } ? TooLong(null)
                : exitCode != 0 ? new FailedTickException($"it returned {ExitStatus.Describe(exitCode)}", exitCode)
                : null;
        }
        catch (OperationCanceledException) when (runtime.Stop.IsRequested || replaced.IsCancellationRequested)
        {
            // The expected response to the cancelled token.
            context.IsCutShort = runtime.Stop.IsRequested;
            return null;
        }
        catch (OperationCanceledException) when (limit is { IsOver: true })
        {
            return TooLong(null);
        }
        catch (Exception exception)
        {
            return limit is { IsOver: true } ? TooLong(exception) : exception;
        }
    }

    private FailedTickException TooLong(Exception? exception) =>
        new($"it took longer than {Duration.Format(timeout.GetValueOrDefault())} (TickTimeout)", innerException: exception)
        {
            IsTimeout = true,
        };

    /// <summary>Waits out the RetryDelay of a failure; false if a stop or a replacement ends the wait.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan wait, CancellationToken replaced)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(runtime.Stop.Token, replaced);
        try
        {
            await LongWait.DelayAsync(wait, time, linked.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>
/// A failure that is left after all retries. A class, because the runtime contains compiled code of tasks for references only.
/// </summary>
/// <param name="Exception">The exception of the last call.</param>
/// <param name="Action">The action decided for the exception.</param>
internal sealed record Failure(Exception Exception, FailureAction Action)
{
    public int ExitCode => (Exception as FailedTickException)?.ExitCode ?? DaemonExitCode.Failure;
}
