using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Reporting;
using Daemonize.Stages;
using Daemonize.Supervision;

namespace Daemonize.Commands;

/// <summary><c>run</c> and <c>once</c>: the same lock, pid file and life as a started daemon, in this very process, terminal and session.</summary>
internal static class Foreground
{
    /// <param name="instance">Which.</param>
    /// <param name="set">To which it belongs.</param>
    /// <param name="turn">That of this command, which is over when it has become the daemon.</param>
    /// <param name="isOnce">Whether one tick is enough.</param>
    public static int Run(DaemonInstance instance, InstanceSet set, Turn turn, bool isOnce)
    {
        instance.Bind();
        Confinement.CheckInForeground(instance);
        if (set.IsWhole && set.FindExtras() is [var other, ..])
        {
            throw new DaemonException($"{other.Name} runs; stop {set.Name} first");
        }

        instance.CreateRuntimeDirectory();
        set.RecordChosen();
        using var held = InstanceLock.TryAcquire(instance.LockFile, instance.FileOwner) ?? throw Refuse(instance, Sighting.FindSteady(instance.LockFile), isOnce);
        var last = held.ReadRecord();
        held.ClearRecord();
        if (RemovedLock.Find(instance.LockFile, last) is { } removed)
        {
            throw Refuse(instance, removed, isOnce);
        }

        DiagnosticFiles.RemoveOf(last, instance);
        StatusFile.Remove(StatusFile.PathOf(instance.PidFile), instance.FileOwner);
        turn.Dispose();
        try
        {
            var warning = ServiceManager.FindForeign();
            var manager = ServiceManager.Enter(out var isJournal);
            Confinement.EnterInForeground(instance);
            LogRecords.Use(instance.Settings.LogFormat, hasPriority: isJournal);
            if (warning is not null)
            {
                Log.Write(LogLevels.Warning, instance.Name, warning, exception: null);
            }

            using var reaper = OrphanReaper.Begin();
            return DaemonLife.Live(instance, held, sessionId: 0, isOnce, manager);
        }
        catch (DaemonException exception) when (!LastWord.IsPrepared)
        {
            StatusFile.TellFailedStart(instance, held.ReadRecord(), new ExitText(exception.ExitCode, exception.Message, DateTimeOffset.UtcNow));
            throw;
        }
    }

    private static DaemonException Refuse(DaemonInstance instance, Sighting sighting, bool isOnce) =>
        sighting.Record is not { } record ? new DaemonException($"{instance.Name} is being started by another command")
        : sighting.FindOther(instance) is { } other ? OtherDaemon.Refuse(instance, isOnce ? "run once" : "run", other, record.Pid, "; choose another PidFile")
        : record.Wait is not null ? new DaemonException($"{instance.Name} is about to be started again by its watcher (pid {record.Pid}); stop it first")
        : new DaemonException($"{instance.Name} is already running (pid {record.Pid}); stop it first");
}
