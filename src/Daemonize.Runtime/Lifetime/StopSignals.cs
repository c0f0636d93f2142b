using System.Runtime.InteropServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>Handles SIGTERM and SIGINT: requests a stop, and ends the process if the daemon does not stop in time.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>
    /// How long after StopTimeout the daemon ends itself, if the signal is not from <c>stop</c>. A <c>stop</c> kills it before, and can
    /// therefore report that it had to.
    /// </summary>
    private static readonly TimeSpan Margin = new(0, 0, 1);

    private readonly DaemonInstance _instance;
    private readonly StopRequest _stop;
    private readonly PidFile _pidFile;
    private readonly bool _isDetached;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private int _requests;

    public StopSignals(DaemonInstance instance, StopRequest stop, PidFile pidFile, bool isDetached)
    {
        _instance = instance;
        _stop = stop;
        _pidFile = pidFile;
        _isDetached = isDetached;
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
    }

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
    }

    /// <summary>Requests a stop at the first signal and makes sure that the daemon ends; later signals have no effect.</summary>
    public void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _requests) > 1)
        {
            return;
        }

        // Not by Enum.ToString, which the JIT would have to compile.
        var signal = context.Signal == PosixSignal.SIGINT ? "SIGINT" : "SIGTERM";
        Log.Information(_instance.Name, $"stopping ({signal})");
        try
        {
            _stop.Request(StopReason.Signal, detail: signal);
        }
        catch (AggregateException exception)
        {
            Log.Error(_instance.Name, "a callback on the stopping token failed", exception);
        }

        // The runtime calls each of SIGTERM and SIGINT on a separate thread; this one may wait.
        if (!_stop.WaitForFinish(_instance.Settings.StopTimeout + Margin))
        {
            Log.Error(
                _instance.Name, LateStop.Describe($"{Duration.Format(_instance.Settings.StopTimeout)} (StopTimeout)") + "; giving up",
                exception: null);
            Leave(DaemonExitCode.Failure, $"did not stop within {Duration.Format(_instance.Settings.StopTimeout)} (StopTimeout)");
        }
    }

    /// <summary>Handles Ctrl+C: stops gracefully, and exits at once if it is pressed again.</summary>
    private void Interrupt(PosixSignalContext context)
    {
        if (!_isDetached && Volatile.Read(ref _requests) > 0)
        {
            Leave(DaemonExitCode.Interrupted, "interrupted");
        }

        Stop(context);
    }

    private void Leave(int exitCode, string reason)
    {
        _pidFile.Remove();
        ExitReport.Write(exitCode, reason);
        LogStreams.Finish();
        DiagnosticFiles.Exit(exitCode);
    }
}
