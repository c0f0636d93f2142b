using System.Runtime.InteropServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Notify;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Handles SIGHUP: a daemon reopens its log, for logrotate, and reads its settings again if the program can (OnReload). In a terminal
/// SIGHUP means that the terminal is gone.
/// </summary>
internal sealed class HangUpSignal : IDisposable
{
    private readonly DaemonInstance _instance;
    private readonly DaemonRuntime _runtime;
    private readonly StopSignals _stopSignals;
    private readonly ServiceReport? _report;
    private readonly bool _isDetached;
    private readonly bool _hasTerminal = Terminal.IsControlling;
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration _registration;
    private Task _reloading = Task.CompletedTask;

    public HangUpSignal(DaemonInstance instance, DaemonRuntime runtime, StopSignals stopSignals, ServiceReport? report, bool isDetached)
    {
        _instance = instance;
        _runtime = runtime;
        _stopSignals = stopSignals;
        _report = report;
        _isDetached = isDetached;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp);
    }

    public void Dispose() => _registration.Dispose();

    private void HangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_isDetached && _hasTerminal)
        {
            _stopSignals.Stop(context);
            return;
        }

        _report?.Reloading();
        var problem = _isDetached ? ReopenLogs() : null;
        if (_instance.Definition.OnReload is { } reload)
        {
            // One after another: no program expects a reload during a reload.
            lock (_gate)
            {
                _reloading =
                    SignalCallback.RunAsync(
                        _instance, _runtime, "OnReload", reload, failure => End(failure ?? problem, hasReloaded: failure is null),
                        _reloading);
            }
        }
        else
        {
            End(problem, hasReloaded: false);
        }
    }

    /// <summary>Reopens the logs and returns the failure; null if there is none.</summary>
    private DaemonException? ReopenLogs()
    {
        if (_instance.Settings.RootDirectory is null)
        {
            return LogStreams.Reopen(_instance, "log reopened (SIGHUP)");
        }

        Log.Write(
            LogLevels.Warning, _instance.Name, "cannot reopen the log behind RootDirectory; rotate it with copytruncate", exception: null);
        return null;
    }

    /// <summary>Reports the end of a reload to the log, the status and the service manager.</summary>
    private void End(Exception? failure, bool hasReloaded)
    {
        if (hasReloaded)
        {
            Log.Information(_instance.Name, "reloaded");
        }

        _runtime.Progress.AddReload(failure);
        _report?.Reloaded(failure is null ? "reloaded" : $"reload failed: {failure.Message.ReplaceLineEndings(" ")}");
    }
}
