using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
using Daemonize.Scheduling;

namespace Daemonize.Stages;

/// <summary>The life of a daemon that holds its lock, detached or in the foreground: pid file, signals, ready, schedule, and tidying up on every way out.</summary>
internal static class DaemonLife
{
    /// <summary>Lives and gives the exit code.</summary>
    /// <param name="instance">What lives.</param>
    /// <param name="held">Its lock, which is held until the process ends.</param>
    /// <param name="sessionId">The session that was made for it, or 0 in the foreground, where no command waits either.</param>
    /// <param name="isOnce">Whether one tick is all.</param>
    public static int Live(DaemonInstance instance, InstanceLock held, int sessionId, bool isOnce)
    {
        instance.Bind();
        var pidFile = PidFile.Write(instance.PidFile);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => pidFile.Remove();
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => Crash(instance.Name, crash, pidFile);
        TaskScheduler.UnobservedTaskException += (_, task) => Log.Error(instance.Name, "a task that nobody awaited failed", task.Exception);
        try
        {
            WriteRecord(instance, held, sessionId);
            return Live(instance, held, pidFile, isDetached: sessionId != 0, isOnce);
        }
        finally
        {
            pidFile.Remove();
        }
    }

    private static int Live(DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached, bool isOnce)
    {
        var stop = new StopRequest();
        var link = new DaemonLink(
            instance.Definition.Name, instance.Number, () => instance.Count, stop, new DaemonProgress(), new Readiness(static () => { }), instance.Name);
        var signals = new Signals(instance, stop, pidFile, isDetached);
        try
        {
            if (isDetached && !Handoff.TrySendReady())
            {
                // The command is gone, and nobody knows of this daemon: it must not be.
                return DaemonExitCode.Failure;
            }

            // Not earlier, or another command could take a daemon for ready that will not be.
            held.WriteReady();
            if (isDetached)
            {
                Handoff.SendKnownAndClose();
            }

            Log.Information(instance.Name, $"started (pid {Environment.ProcessId})");
            var exitCode = new DaemonRun(instance, stop, link).Run(isOnce);
            Log.Information(instance.Name, exitCode == 0 ? "stopped" : $"stopped with exit code {exitCode}");
            return exitCode;
        }
        finally
        {
            // In this order: a signal that comes from now on finds nothing left to tidy up.
            pidFile.Remove();
            stop.Finish();
            signals.Dispose();
        }
    }

    private static void WriteRecord(DaemonInstance instance, InstanceLock held, int sessionId)
    {
        var startTime = ProcFs.TryReadStat(Environment.ProcessId)?.StartTime ?? throw new DaemonException($"cannot run {instance.Name}: /proc must be mounted");
        held.WriteRecord(new LockRecord(Environment.ProcessId, startTime, sessionId, held.DescriptorNumber, IsReady: false));
    }

    /// <summary>An exception on a thread that is not ours ends the process (with SIGABRT, and so with a code that is not 0), but not untidily.</summary>
    private static void Crash(string name, UnhandledExceptionEventArgs crash, PidFile pidFile)
    {
        Log.Error(name, "crashed by an unhandled exception", crash.ExceptionObject as Exception);
        pidFile.Remove();
    }
}
