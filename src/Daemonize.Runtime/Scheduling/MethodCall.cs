using Daemonize.Logging;

namespace Daemonize.Scheduling;

/// <summary>Calls the marked method, with its time limit, and again as long as its failures say so.</summary>
/// <param name="method">Calls the method, and gives its exit code.</param>
/// <param name="timeout">How long a call may take.</param>
/// <param name="failures">What happens to failures.</param>
/// <param name="link">The daemon.</param>
/// <param name="time">The time that limits and waits go by.</param>
internal sealed class MethodCall(
    Func<DaemonContext, CancellationToken, ValueTask<int>> method, TimeSpan? timeout, Failures failures, DaemonRuntime link, TimeProvider time)
{
    private readonly Action<AggregateException> _callbackFailed =
        exception => Log.Error(link.Category, "a callback on the token of a tick failed (Timeout)", exception);

    /// <summary>Gives null when all went well, or was cancelled by a stop or a replacement; else the failure that is left after all retries.</summary>
    /// <param name="context">The tick.</param>
    /// <param name="what">What it is called in the log.</param>
    /// <param name="replaced">Cancelled when another tick takes its place.</param>
    public async ValueTask<Failure?> RunAsync(DaemonContext context, string what, CancellationToken replaced)
    {
        for (var retry = 1L; ; retry++)
        {
            var begin = time.GetTimestamp();
            if (await CallAsync(context, replaced).ConfigureAwait(false) is not { } exception)
            {
                return null;
            }

            retry = time.GetElapsedTime(begin) > failures.Recovery ? 1 : retry;
            var action = await failures.DecideAsync(exception, context).ConfigureAwait(false);
            if (action != FailureAction.Retry || failures.WaitBefore(retry) is not { } wait || link.Stop.IsRequested || replaced.IsCancellationRequested)
            {
                return new Failure(exception, action);
            }

            failures.TellOfRetry(what, exception, retry, wait);
            if (!await WaitAsync(wait, replaced).ConfigureAwait(false))
            {
                return new Failure(exception, action);
            }
        }
    }

    /// <summary>Gives the exception of a failed call.</summary>
    private async ValueTask<Exception?> CallAsync(DaemonContext context, CancellationToken replaced)
    {
        using var limit = timeout is { } span ? new TimeLimit(span, _callbackFailed, time) : null;
        using var linked = limit is null && !replaced.CanBeCanceled
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(link.Stop.Token, replaced, limit?.Token ?? CancellationToken.None);
        try
        {
            var exitCode = await method(context, linked?.Token ?? link.Stop.Token).ConfigureAwait(false);
            return limit is { IsOver: true } ? TooLong(null)
                : exitCode != 0 ? new FailedTickException($"it returned {ExitStatus.Describe(exitCode)}", exitCode)
                : null;
        }
        catch (OperationCanceledException) when (link.Stop.IsRequested || replaced.IsCancellationRequested)
        {
            // The answer to what the token asked for.
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
        new($"it took longer than {Duration.Format(timeout.GetValueOrDefault())} (Timeout)", innerException: exception);

    /// <summary>Waits out the RetryDelay of a failure, in the daemon's time. False when the wait was ended by a stop or a replacement.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan wait, CancellationToken replaced)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(link.Stop.Token, replaced);
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

/// <summary>A failure that is left when all has been tried. A class, because the runtime has the code of tasks compiled for references only.</summary>
/// <param name="Exception">What happened.</param>
/// <param name="Action">What was decided.</param>
internal sealed record Failure(Exception Exception, FailureAction Action)
{
    public int ExitCode => (Exception as FailedTickException)?.ExitCode ?? DaemonExitCode.Failure;
}
