using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Results;
using Daemonize.Scheduling;
using Daemonize.Text;

namespace Daemonize.Lifetime;

/// <summary>Runs the phases of a daemon: OnStart, the schedule with its results, OnStop.</summary>
internal sealed class DaemonRunner : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly DaemonRuntime _runtime;
    private readonly ScheduleRunner _run;
    private readonly ResultPipeline? _results;
    private readonly ShutdownTimeouts _budget;
    private DaemonServices? _services;

    /// <param name="instance">The daemon's instance: its definition and settings.</param>
    /// <param name="runtime">The daemon's runtime, which all its contexts share.</param>
    /// <param name="run">The runner of the daemon's schedule.</param>
    /// <param name="stopping">Called once, when the daemon begins to stop, whatever the reason.</param>
    public DaemonRunner(DaemonInstance instance, DaemonRuntime runtime, ScheduleRunner run, Action stopping)
    {
        _instance = instance;
        _runtime = runtime;
        _run = run;
        _results = instance.Definition.Results?.Open(instance.Settings.Concurrency, run.AddResultFailureAsync);
        _budget = new ShutdownTimeouts(runtime.Stop, instance.Settings.StopTimeout, stopping, () => _results?.Close());
    }

    /// <summary>Starts the services and calls OnStart. If either throws, the start fails.</summary>
    public void Start()
    {
        if (_instance.Definition.Services is { } services)
        {
            _services = services();
            Begin("the start of the services", _services.StartAsync);
        }

        if (_instance.Definition.OnStart is { } onStart)
        {
            Begin("OnStart", onStart);
        }
    }

    /// <summary>Runs the schedule, handles the remaining results, calls OnStop, stops the services, and returns the exit code.</summary>
    public int Run(bool isOnce)
    {
        var exitCode = _run.Run(isOnce);
        _budget.Begin();
        DrainResults();
        var hasStopped =
            _instance.Definition.OnStop is not { } onStop
                || TryEnd("OnStop", token => onStop(_run.Reason, _runtime.CreateContext(), token));
        hasStopped &= _services is null || TryEnd("the stop of the services", _services.StopAsync);
        return hasStopped || exitCode != DaemonExitCode.Success ? exitCode : DaemonExitCode.Failure;
    }

    public void Dispose() => _budget.Dispose();

    private void DrainResults()
    {
        if (_results?.DrainAsync(_budget.TimeForResults).GetAwaiter().GetResult() is > 0 and var left)
        {
            Log.Error(
                _instance.Name, $"{Plural.Of(left, "result was", "results were")} not handled within StopTimeout", exception: null);
        }
    }

    private void Begin(string what, Func<DaemonContext, CancellationToken, ValueTask> begin)
    {
        try
        {
            Complete(begin(_runtime.CreateContext(), _runtime.Stop.Token));
        }
        catch (OperationCanceledException) when (_runtime.Stop.IsRequested)
        {
            throw new DaemonException("it was asked to stop before it was ready");
        }
        catch (Exception exception)
        {
            Log.Error(_instance.Name, $"{what} failed", exception);
            throw new DaemonException($"{what} failed: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>
    /// Runs a callback of the stop and returns whether it succeeded. It runs on the thread pool: a callback that does not end cannot hold
    /// up the daemon.
    /// </summary>
    private bool TryEnd(string what, Func<CancellationToken, ValueTask> end)
    {
        // Not the stop token, which is already cancelled.
        using var timeout = new TimeLimit(
            _budget.TimeForOnStop, exception => Log.Error(_instance.Name, $"a callback on the token of {what} failed", exception));
        var stopping = Task.Run(() => end(timeout.Token).AsTask(), CancellationToken.None);
        try
        {
            if (LongWait.TryWait(piece => Task.WaitAny([stopping], piece) == 0, _budget.TimeToLeave))
            {
                stopping.GetAwaiter().GetResult();
                return true;
            }

            Log.Error(_instance.Name, $"{what} did not end within StopTimeout", exception: null);
        }
        catch (Exception exception)
        {
            Log.Error(_instance.Name, $"{what} failed", exception);
        }

        return false;
    }

    private static void Complete(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }
}
