using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Lifetime;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Operations;

/// <summary>
/// Runs <c>run</c> and <c>once</c>: the lock, pid file and lifetime of a started daemon, but in this process, terminal and session.
/// </summary>
internal static class Foreground
{
    /// <param name="instance">The instance that this process becomes.</param>
    /// <param name="set">The instances of the daemon that <paramref name="instance"/> belongs to.</param>
    /// <param name="scaling">The scaling lock of this command, released when the process has become the daemon.</param>
    /// <param name="isOnce">Whether the daemon ends after one tick.</param>
    public static int Run(DaemonInstance instance, InstanceSet set, ScalingLock scaling, bool isOnce)
    {
        instance.Bind();
        PrivilegeDrop.CheckInForeground(instance);
        FirstProcess.Enter(instance);
        if (set.IsWhole && set.FindExtras() is [var other, ..])
        {
            throw new DaemonException($"{other.Name} runs; stop {set.Name} first");
        }

        instance.CreateRuntimeDirectory();
        set.RecordChosen();
        using var held =
            InstanceLock.TryAcquire(instance.LockFile, instance.FileOwner)
                ?? throw Refuse(instance, LockProbe.FindSteady(instance.LockFile), isOnce);
        var last = held.ReadRecord();
        held.ClearRecord();
        if (RemovedLock.Find(instance.LockFile, last) is { } removed)
        {
            throw Refuse(instance, removed, isOnce);
        }

        LeftDiagnosticFiles.RemoveOf(last, instance);
        StatusFile.Remove(StatusFile.PathOf(instance.PidFile), instance.FileOwner);
        scaling.Dispose();
        try
        {
            var warning = ServiceManager.FindForeign();
            var manager = ServiceManager.Enter(out var isJournal);
            PrivilegeDrop.EnterInForeground(instance);
            LogRecords.Use(instance.Settings.LogFormat, hasPriority: isJournal);
            if (warning is not null)
            {
                Log.Write(LogLevels.Warning, instance.Name, warning, exception: null);
            }

            using var reaper = OrphanReaper.Begin();
            return DaemonLifetime.Live(instance, held, sessionId: 0, isOnce, manager);
        }
        catch (DaemonException exception) when (!ExitReport.IsPrepared)
        {
            StatusFile.TellFailedStart(
                instance, held.ReadRecord(),
                new DaemonExit { ExitCode = exception.ExitCode, Reason = exception.Message, EndedAt = DateTimeOffset.UtcNow });
            throw;
        }
    }

    private static DaemonException Refuse(DaemonInstance instance, LockProbe probe, bool isOnce) =>
        probe.Record is not { } record ? new DaemonException($"{instance.Name} is being started by another command")
        : probe.FindOther(instance.Owner) is { } other
            ? OtherDaemon.Refuse(instance, isOnce ? "run once" : "run", other, record.Pid, "; choose another PidFile")
        : record.Wait is not null
            ? new DaemonException($"{instance.Name} is about to be started again by its watcher (pid {record.Pid}); stop it first")
        : new DaemonException($"{instance.Name} is already running (pid {record.Pid}); stop it first");
}
