using System.Diagnostics;
using Daemonize.History;
using Daemonize.Identity;

namespace Daemonize.Scheduling;

/// <summary>
/// Calls the marked method as its definition says, once or at every slot, and turns its outcome into an exit code or a log line.
/// </summary>
internal sealed partial class ScheduleRunner
{
    private readonly DaemonInstance _instance;
    private readonly StopRequest _stop;
    private readonly DaemonRuntime _runtime;
    private readonly Failures _failures;
    private readonly MethodCall _call;
    private readonly TickThreads _threads;
    private Ticker? _ticker;
    private int _earlyRequests;
    private bool _hasFailed;

    public ScheduleRunner(DaemonInstance instance, StopRequest stop, DaemonRuntime runtime)
    {
        _instance = instance;
        _stop = stop;
        _runtime = runtime;
        _threads = new TickThreads(() => Upkeep);
        var settings = instance.Settings;
        var backOff = new BackOff(settings.RetryDelay, settings.MaxRetryDelay);
        _failures =
            new Failures(
                new FailurePolicy(settings.OnFailure, settings.MaxRetries, backOff, settings.MaxFailures), instance.Definition.OnError,
                runtime);
        _call = new MethodCall(instance.Bind(), settings.TickTimeout, _failures, runtime, TimeProvider.System);
    }

    /// <summary>
    /// What the thread of the schedule does between ticks, and while it waits for one; null for nothing. Set before the run.
    /// </summary>
    public IUpkeep? Upkeep { get; set; }

    /// <summary>The reason for which the run has ended.</summary>
    public StopReason Reason => _stop.IsRequested ? _stop.Reason
        : _hasFailed ? StopReason.Failed : StopReason.Completed;

    /// <summary>The reason in words, for the report of how the daemon ended.</summary>
    public string Ending => Reason switch
    {
        StopReason.Signal => $"stopped by {_stop.Detail}",
        StopReason.Requested => _stop.Detail ?? "stopped by its program (RequestStop)",
        StopReason.Failed => _stop.Detail ?? (LastFailure is { } failure ? $"failed: {FailureText.Of(failure)}" : "failed"),
        _ => Kind == ScheduleKind.None ? "its method has returned" : "all its ticks are done",
    };

    private ScheduleKind Kind => _instance.Definition.Schedule;

    /// <summary>Runs the schedule or the method, and returns the exit code.</summary>
    /// <param name="isOnce">Whether to run a single tick, at once.</param>
    public int Run(bool isOnce)
    {
        if (_runShared is { } run)
        {
            return run(isOnce);
        }

        // Not earlier: the slots begin when the daemon is ready.
        var schedule = Schedule.Create(_instance.Settings, Kind, _stop);
        if (!isOnce && Kind != ScheduleKind.None)
        {
            RunTicks(schedule);
        }
        else if (isOnce || WaitFor(schedule))
        {
            return RunToItsEnd(isOnce) is not DaemonExitCode.Success and var exitCode ? exitCode : _stop.ExitCode;
        }

        return _stop.ExitCode;
    }

    /// <summary>The last failure that was logged; null for none.</summary>
    public Exception? LastFailure => _failures.Last;

    /// <summary>
    /// Ticks at once, as if a slot had come; before the schedule has begun, as soon as it does. The status has the answer.
    /// </summary>
    public void TickNow()
    {
        lock (_threads)
        {
            if (_shared is { } shared)
            {
                shared.TickNow();
            }
            else if (_ticker is { } ticker)
            {
                ticker.TickNow();
            }
            else
            {
                _earlyRequests++;
            }
        }
    }

    /// <summary>Records that a result could not be handled: a failure like a tick's, except that there is no tick to repeat.</summary>
    public async ValueTask AddResultFailureAsync(Exception exception, DaemonContext context)
    {
        var action = await _failures.DecideAsync(exception, context).ConfigureAwait(false);
        _failures.Add($"the handling of a result of {MethodCall.NameOf(context)}", exception, action);
    }

    /// <summary>Gets the seed of this instance: instances with one seed in their settings must not tick at the same instants.</summary>
    private int JitterSeed(int seed) => seed == 0 ? 0 : (int)((seed - 1L + _runtime.Instance - 1) % int.MaxValue) + 1;

    private void RunTicks(Schedule schedule)
    {
        var settings = _instance.Settings;
        var runner = new TickRunner(_call, _failures, _runtime, schedule.Clock, TimeProvider.System);
        var queue = schedule.CreateQueue(new Jitter(settings.Jitter.Ticks, JitterSeed(settings.JitterSeed)));
        var hasOverlap = Kind != ScheduleKind.Delay;
        var ticker =
            new Ticker(
                queue, schedule.Policy, schedule.Clock, _threads, runner.RunAsync, _runtime.Progress, Upkeep, _runtime.Category,
                request => _runtime.Progress.AddTickAnswer(TickAnswer.Of(request, schedule.Policy, hasOverlap)));
        lock (_threads)
        {
            _ticker = ticker;
            _earlyRequests += settings.TickAtStart && queue.NextDue > schedule.Clock.Now ? 1 : 0;
            for (; _earlyRequests > 0; _earlyRequests--)
            {
                ticker.TickNow();
            }
        }

        ticker.Run(_stop.Token);
    }

    /// <summary>Waits for the beginning of a run that has no slots; false if the daemon is asked to stop first.</summary>
    private bool WaitFor(Schedule schedule)
    {
        while (!_stop.IsRequested && schedule.Clock.Now < schedule.Origin)
        {
            schedule.Clock.Wait(schedule.Origin);
        }

        return !_stop.IsRequested;
    }

    /// <summary>
    /// Runs the method once. The daemon exits with what it returns; an exception is a crash, unless the failure's action is to continue.
    /// For <c>once</c> a failure of its one tick always counts.
    /// </summary>
    private int RunToItsEnd(bool isOnce)
    {
        var single = BeginSingle(shared: null, CancellationToken.None);
        _threads.WaitFor(single.Running);
        return EndSingle(single) is { } failure ? EndWith(failure, isOnce, what: null) : DaemonExitCode.Success;
    }

    /// <summary>Begins a single call of the method.</summary>
    /// <param name="shared">The term of a shared schedule; null without one.</param>
    /// <param name="lost">Cancelled because the lease is lost.</param>
    private SingleCall BeginSingle(SharedTick? shared, CancellationToken lost)
    {
        var now = DateTimeOffset.UtcNow;
        var begin = Stopwatch.GetTimestamp();
        var begun = _runtime.Progress.BeginTick(
            now, TimeSpan.Zero, HistoryFlags.ByHand, isRecorded: Kind != ScheduleKind.None, _runtime.ShardOf(shared));
        var context = new DaemonContext(_runtime, begun.Number, now, now, TimeSpan.Zero)
        {
            Token = shared?.Token ?? 0,
            Attempt = shared?.Attempt ?? 1,
            Shard = shared?.Shard ?? 0,
        };
        var name = context.HasShards ? ShardName(context.Shard) + " of " + _instance.Name : _instance.Name;
        return new SingleCall(begun, begin, context, _call.RunAsync(context, name, lost).AsTask());
    }

    /// <summary>Records the end of a single call, and returns the failure that is left; null if it succeeded.</summary>
    private Failure? EndSingle(SingleCall single)
    {
        var left = single.Running.Result;
        if (Kind == ScheduleKind.None)
        {
            _runtime.Progress.EndRun();
        }
        else
        {
            _runtime.Progress.EndTick(
                single.Begun, Stopwatch.GetElapsedTime(single.Begin), single.Context.Retries,
                left is null ? HistoryFlags.None : HistoryFlags.Failed);
        }

        return left;
    }

    private static string ShardName(int shard) => "shard " + shard.ToString(InvariantNumbers.Format);

    /// <summary>Records the failure of a method that runs once, and returns the exit code.</summary>
    /// <param name="failure">The failure that is left after all retries.</param>
    /// <param name="isOnce">Whether it was the only tick.</param>
    /// <param name="what">What has failed; null for the daemon.</param>
    private int EndWith(Failure failure, bool isOnce, string? what)
    {
        _hasFailed = isOnce || failure.Action != FailureAction.Continue;
        _failures.AddOfRun(failure.Exception, what);
        return _hasFailed ? failure.ExitCode : DaemonExitCode.Success;
    }

    /// <summary>A call of the method that is no tick of a schedule.</summary>
    private readonly record struct SingleCall(BegunTick Begun, long Begin, DaemonContext Context, Task<Failure?> Running);
}
