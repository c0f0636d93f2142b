using Daemonize.Logging;
using Daemonize.Text;

namespace Daemonize.Scheduling;

/// <summary>Decides what happens to failures, logs them, and counts those in a row. Several ticks may use it at the same time.</summary>
/// <param name="policy">The policy that the settings define.</param>
/// <param name="onError">The program's callback, which may decide otherwise; null if there is none.</param>
/// <param name="runtime">The daemon's runtime: its name, progress and stop request.</param>
internal sealed class Failures(
    FailurePolicy policy, Func<Exception, DaemonContext, CancellationToken, ValueTask<FailureAction?>>? onError, DaemonRuntime runtime)
{
    private int _inARow;
    private Exception? _last;

    /// <summary>The last failure that was logged.</summary>
    public Exception? Last => Volatile.Read(ref _last);

    /// <summary>Gets the action for a failure, from the program's callback or the policy.</summary>
    public async ValueTask<FailureAction> DecideAsync(Exception exception, DaemonContext context)
    {
        if (onError is null)
        {
            return policy.Action;
        }

        try
        {
            return await onError(exception, context, runtime.Stop.Token).ConfigureAwait(false) ?? policy.Action;
        }
        catch (Exception second) when (!IsAnswerToStop(second))
        {
            Log.Error(runtime.Category, "OnError failed", second);
            return policy.Action;
        }
        catch (OperationCanceledException)
        {
            return policy.Action;
        }
    }

    /// <summary>Gets the wait before a retry; null if the retries are used up.</summary>
    public TimeSpan? WaitBefore(long retry) => retry <= policy.MaxRetries ? policy.BackOff.Before(retry) : null;

    /// <summary>How long a run must last to have recovered from the failures before it.</summary>
    public TimeSpan Recovery => policy.BackOff.Max;

    public void TellOfRetry(string what, Exception exception, long retry, TimeSpan wait)
    {
        runtime.Progress.BeginRetry(wait);
        Log.Write(
            LogLevels.Warning, runtime.Category,
            $"{what} failed{Describe(exception)}; retry {retry} of {policy.MaxRetries} in {Duration.Format(wait)}", Trace(exception));
    }

    /// <summary>Records that a tick, or the handling of its result, has failed after all retries.</summary>
    public void Add(string what, Exception exception, FailureAction action)
    {
        Volatile.Write(ref _last, exception);
        runtime.Progress.AddFailed(exception);
        Log.Error(runtime.Category, $"{what} failed{Describe(exception)}", Trace(exception));
        var inARow = Interlocked.Increment(ref _inARow);
        if (action == FailureAction.Stop)
        {
            Stop("stopping (OnFailure)", $"failed (OnFailure): {FailureText.Of(exception)}");
        }
        else if (policy.MaxFailures > 0 && inARow >= policy.MaxFailures)
        {
            var count = $"{Plural.Of(inARow, "failure", "failures in a row")} (MaxFailures)";
            Stop($"stopping: {count}", $"{count}: {FailureText.Of(exception)}");
        }
    }

    /// <summary>Records that a method that runs once has failed after all retries. An exit code is an answer and is not logged.</summary>
    /// <param name="exception">The exception of the last call.</param>
    /// <param name="what">What has failed; null for the daemon.</param>
    public void AddOfRun(Exception exception, string? what = null)
    {
        Volatile.Write(ref _last, exception);
        runtime.Progress.AddFailed(exception);
        var trace = Trace(exception);
        if (trace is not null || exception is FailedTickException { HasOtherExitCode: true })
        {
            Log.Error(runtime.Category, $"{(what is null ? "" : what + " ")}failed{Describe(exception)}", trace);
        }
    }

    public void AddSuccess() => Interlocked.Exchange(ref _inARow, 0);

    public bool IsAnswerToStop(Exception exception) => exception is OperationCanceledException && runtime.Stop.IsRequested;

    private void Stop(string message, string ending)
    {
        if (runtime.Stop.IsRequested)
        {
            return;
        }

        Log.Error(runtime.Category, message, exception: null);
        try
        {
            runtime.Stop.Request(StopReason.Failed, DaemonExitCode.Failure, ending);
        }
        catch (AggregateException exception)
        {
            Log.Error(runtime.Category, "a callback on the stopping token failed", exception);
        }
    }

    /// <summary>Gets the message of a failure that the daemon itself has found; the user's exception is logged in full.</summary>
    private static string Describe(Exception exception) => exception is FailedTickException ? ": " + exception.Message : "";

    private static Exception? Trace(Exception exception) => exception is FailedTickException ? exception.InnerException : exception;
}
