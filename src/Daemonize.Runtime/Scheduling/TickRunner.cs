using Daemonize.History;

namespace Daemonize.Scheduling;

/// <summary>Turns a slot into a tick: its number, its context, the call, and its outcome.</summary>
/// <param name="call">Calls the method of the daemon.</param>
/// <param name="failures">Handles the failures of the ticks.</param>
/// <param name="runtime">The runtime that all contexts share.</param>
/// <param name="clock">The clock of the slots' instants; null for times in UTC, which the slots of machines that share them are.</param>
/// <param name="time">The time provider of the start and the duration.</param>
internal sealed class TickRunner(MethodCall call, Failures failures, DaemonRuntime runtime, IClock? clock, TimeProvider time)
{
    /// <summary>Lazy and thread-safe: ticks may begin at the same time.</summary>
    private readonly Lazy<TickTelemetry> _telemetry = new(() => new TickTelemetry(runtime));

    /// <summary>Creates the metrics before the first tick, for a process in which none may ever begin.</summary>
    public void Prepare() => _ = _telemetry.Value;

    public Task RunAsync(TakenSlot taken, CancellationToken replaced) => RunAsync(taken, shared: null, replaced);

    /// <summary>Runs a tick.</summary>
    /// <param name="taken">The slot that was taken.</param>
    /// <param name="shared">The term of a shared schedule; null for a schedule of this process.</param>
    /// <param name="replaced">Cancelled to replace the tick, or because its lease is lost.</param>
    public Task RunAsync(TakenSlot taken, SharedTick? shared, CancellationToken replaced)
    {
        var startedAt = time.GetUtcNow();
        var late = TimeSpan.FromTicks(taken.Late);
        var begun = runtime.Progress.BeginTick(startedAt, late, FlagsOf(taken), shard: runtime.ShardOf(shared));
        var begin = time.GetTimestamp();
        var due = clock?.ToUtc(taken.Slot.Instant) ?? new DateTimeOffset(taken.Slot.Instant, TimeSpan.Zero);
        var context = new DaemonContext(runtime, begun.Number, due, startedAt, late)
        {
            Token = shared?.Token ?? 0,
            Attempt = shared?.Attempt ?? 1,
            Shard = shared?.Shard ?? 0,
            Claim = shared?.Claim,
        };
        shared?.Context = context;
        if (_telemetry.Value.IsTraced)
        {
            return RunAsync(context, begun, begin, replaced);
        }

        // Without an activity that flows into the method, this need not be an asynchronous method.
        _ = _telemetry.Value.Begin(context);
        var running = call.RunAsync(context, name: null, replaced);
        if (!running.IsCompletedSuccessfully)
        {
            return EndAsync(running, context, begun, begin, replaced);
        }

        End(running.Result, context, begun, begin, activity: null, replaced);
        return Task.CompletedTask;
    }

    private async Task RunAsync(DaemonContext context, BegunTick begun, long begin, CancellationToken replaced)
    {
        var activity = _telemetry.Value.Begin(context);
        End(await call.RunAsync(context, name: null, replaced).ConfigureAwait(false), context, begun, begin, activity, replaced);
    }

    private async Task EndAsync(
        ValueTask<Failure?> running, DaemonContext context, BegunTick begun, long begin, CancellationToken replaced) =>
        End(await running.ConfigureAwait(false), context, begun, begin, activity: null, replaced);

    private void End(
        Failure? failure, DaemonContext context, BegunTick begun, long begin, IDisposable? activity, CancellationToken replaced)
    {
        if (failure is { } left)
        {
            failures.Add(MethodCall.NameOf(context), left.Exception, left.Action);
        }
        else
        {
            failures.AddSuccess();
        }

        var took = time.GetElapsedTime(begin);
        _telemetry.Value.End(activity, took, failure?.Exception);
        runtime.Progress.EndTick(begun, took, context.Retries, FlagsOf(failure, replaced));
    }

    private static HistoryFlags FlagsOf(TakenSlot taken) =>
        (taken.IsLate ? HistoryFlags.Late : HistoryFlags.None) | (taken.Slot.IsRequested ? HistoryFlags.ByHand : HistoryFlags.None);

    private static HistoryFlags FlagsOf(Failure? failure, CancellationToken replaced) =>
        (failure is null ? HistoryFlags.None : HistoryFlags.Failed)
            | (failure?.Exception is FailedTickException { IsTimeout: true } ? HistoryFlags.TimedOut : HistoryFlags.None)
            | (replaced.IsCancellationRequested ? HistoryFlags.Replaced : HistoryFlags.None);
}
