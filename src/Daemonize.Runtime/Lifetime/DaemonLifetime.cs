using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Notify;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Runs a daemon that holds its lock, detached or in the foreground: pid file, signals, OnStart, ready, schedule, results, OnStop, and the
/// clean-up on every way out.
/// </summary>
internal static class DaemonLifetime
{
    /// <summary>Runs the daemon and returns its exit code.</summary>
    /// <param name="instance">The daemon's instance: its definition, settings and files.</param>
    /// <param name="held">The instance's lock, which is held until the process ends.</param>
    /// <param name="sessionId">The session created for the daemon; 0 in the foreground, where no command waits either.</param>
    /// <param name="isOnce">Whether the daemon runs a single tick.</param>
    /// <param name="manager">The service manager that receives the state; null if there is none.</param>
    public static int Live(DaemonInstance instance, InstanceLock held, int sessionId, bool isOnce, ServiceManager? manager = null)
    {
        instance.Bind();
        var pidFile = StartHandshake.WritePidFile(instance.PidFile);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Exit(instance.Name, pidFile);
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => Crash(instance.Name, crash, pidFile);
        TaskScheduler.UnobservedTaskException += (_, task) => Log.Error(instance.Name, "a task that nobody awaited failed", task.Exception);
        try
        {
            var past = sessionId == 0 || instance.Settings.Restart == RestartPolicy.Never ? null : RestartHistory.Of(held.ReadRecord());
            WriteRecord(held, sessionId);
            return Live(instance, held, pidFile, isDetached: sessionId != 0, isOnce, manager, past);
        }
        finally
        {
            pidFile.Remove();
        }
    }

    private static int Live(
        DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached, bool isOnce, ServiceManager? manager,
        RestartHistory? past)
    {
        var stop = new StopRequest();
        var progress = new DaemonProgress(HeartbeatOf(instance, isOnce));
        var isManual = instance.Definition.Ready == ReadyMode.Manual && !isOnce;
        using var report =
            manager is null ? null : new ServiceReport(manager, instance.Settings, () => progress.IsHealthy, TimeProvider.System);
        var history = new HistoryKeeper(instance, progress, past);
        var notification = new ReadyNotification(instance, held, progress, history, isDetached, report, past);
        var readiness = new Readiness(isManual ? notification.Send : static () => { });
        var runtime = new DaemonRuntime(
            instance.Definition.Name, instance.Number, () => instance.Count, stop, progress, readiness, instance.Name, instance.Program,
            instance.Settings.StopTimeout)
        {
            Shards = instance.Definition.Shards,
        };
        using var cluster = ((IClusterLifetime?)instance.Definition.Cluster)?.Open(instance, stop, progress, isOnce);
        var run = new ScheduleRunner(instance, stop, runtime);
        cluster?.Share(run);
        var signals =
            new Signals(
                instance, runtime, pidFile, report, isDetached,
                isOnce || instance.Definition.Schedule == ScheduleKind.None ? null : run.TickNow,
                isOnce || cluster is null ? null : cluster.HandOver);
        try
        {
            using var runner = new DaemonRunner(instance, runtime, run, () =>
            {
                progress.Stop();
                report?.Stopping();
            });
            cluster?.Connect();
            runner.Start();
            cluster?.Join();
            using var keeper = FileKeeper.Begin(instance, held, pidFile, history, isDetached);
            run.Upkeep = new Upkeep(keeper, report);
            if (!isManual)
            {
                notification.Send();
            }

            var exitCode = runner.Run(isOnce);
            if (isManual && !readiness.IsReady)
            {
                CheckUnready(run.LastFailure, stop, exitCode, isDetached);
            }

            ExitReport.Write(exitCode, run.Ending);
            Log.Information(instance.Name, exitCode == 0 ? "stopped" : $"stopped with exit code {exitCode}");
            return exitCode;
        }
        catch (DaemonException exception) when (!isDetached)
        {
            // A start puts the same text before the failures of its daemon.
            throw exception.Behind($"cannot start {instance.Name}: ");
        }
        finally
        {
            // In this order: a signal that arrives from now on finds nothing left to clean up.
            pidFile.Remove();
            stop.Finish();
            signals.Dispose();
        }
    }

    /// <summary>
    /// Throws if the method has ended without reporting the daemon ready. In the foreground no command waits for the report, and a stop
    /// request or a failure exit code needs no further message.
    /// </summary>
    private static void CheckUnready(Exception? failure, StopRequest stop, int exitCode, bool isDetached)
    {
        if (isDetached || (exitCode == DaemonExitCode.Success && !stop.IsRequested))
        {
            throw new DaemonException(
                failure is not null ? $"it failed before it was ready: {failure.Message.ReplaceLineEndings(" ")}"
                : exitCode != DaemonExitCode.Success ? $"it ended with exit code {exitCode} before it was ready"
                : stop.IsRequested ? "it was asked to stop before it was ready"
                : "its method ended before it was ready; with ReadyMode.Manual it calls NotifyReady of its DaemonContext");
        }
    }

    private static Heartbeat HeartbeatOf(DaemonInstance instance, bool isOnce) =>
        isOnce || instance.Definition.Schedule == ScheduleKind.None
            ? Heartbeat.None
            : new Heartbeat(instance.Settings.TickTimeout, instance.Settings.Interval ?? instance.Settings.Delay);

    private static void WriteRecord(InstanceLock held, int sessionId) =>
        held.WriteRecord(new LockRecord(Environment.ProcessId, ThisProcess.StartTime, sessionId, held.DescriptorNumber, IsReady: false));

    /// <summary>Handles Environment.Exit, or the end of the program's own Main, whose exit code may differ from the daemon's.</summary>
    private static void Exit(string name, PidFile pidFile)
    {
        pidFile.Remove();
        var exitCode = Environment.ExitCode;
        ExitReport.Write(
            ExitStatus.Of(exitCode),
            ExitStatus.Fits(exitCode) ? "ended by Environment.Exit" : $"ended by Environment.Exit with {ExitStatus.Describe(exitCode)}");
        if (!ExitStatus.Fits(exitCode))
        {
            Log.Error(name, $"the program exits with {ExitStatus.Describe(exitCode)}", exception: null);
            Environment.ExitCode = ExitStatus.Of(exitCode);
        }
    }

    /// <summary>
    /// Cleans up after an exception on a thread that is not ours, which ends the process with SIGABRT, and so with an exit code other than
    /// 0.
    /// </summary>
    private static void Crash(string name, UnhandledExceptionEventArgs crash, PidFile pidFile)
    {
        var exception = crash.ExceptionObject as Exception;
        Log.Error(name, "crashed by an unhandled exception", exception);
        ExitReport.Write(code: null, $"crashed by an unhandled exception: {exception?.Message.ReplaceLineEndings(" ")}");
        pidFile.Remove();

        // Next, the runtime prints the exception and ends the process.
        LogStreams.Finish();
    }
}
