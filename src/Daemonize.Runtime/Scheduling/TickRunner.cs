using System.Globalization;

namespace Daemonize.Scheduling;

/// <summary>Turns a slot into a tick: its number, its context, the call, and its outcome.</summary>
internal sealed class TickRunner(MethodCall call, Failures failures, DaemonRuntime runtime, IClock clock, TimeProvider time)
{
    /// <summary>Lazy and thread-safe: ticks may begin at the same time.</summary>
    private readonly Lazy<TickTelemetry> _telemetry = new(() => new TickTelemetry(runtime));

    public async Task RunAsync(TakenSlot taken, CancellationToken replaced)
    {
        var number = runtime.Progress.BeginTick(taken.IsLate);
        var startedAt = time.GetUtcNow();
        var begin = time.GetTimestamp();
        var context = new DaemonContext(runtime, number, clock.ToUtc(taken.Slot.Instant), startedAt, TimeSpan.FromTicks(taken.Late));
        var activity = _telemetry.Value.Begin(context);
        var what = string.Create(CultureInfo.InvariantCulture, $"tick {number}");
        var failure = await call.RunAsync(context, what, replaced).ConfigureAwait(false);
        if (failure is { } left)
        {
            failures.Add(what, left.Exception, left.Action);
        }
        else
        {
            failures.AddSuccess();
        }

        var took = time.GetElapsedTime(begin);
        _telemetry.Value.End(activity, took, failure?.Exception);
        runtime.Progress.EndTick(new DaemonTick { Number = number, StartedAt = startedAt, Duration = took, Succeeded = failure is null });
    }
}
