using Daemonize.Identity;
using Daemonize.Logging;
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

        set.RecordChosen();
        using var held = InstanceLock.TryAcquire(instance.LockFile, instance.FileOwner) ?? throw new DaemonException(
            Sighting.Of(instance.LockFile).Record is not { } record ? $"{instance.Name} is being started by another command"
                : record.Wait is not null ? $"{instance.Name} is about to be started again by its watcher (pid {record.Pid}); stop it first"
                : $"{instance.Name} is already running (pid {record.Pid}); stop it first");
        DiagnosticFiles.RemoveOf(held.ReadRecord(), instance);
        held.ClearRecord();
        turn.Dispose();
        var manager = ServiceManager.Enter(out var isJournal);
        Confinement.EnterInForeground(instance);
        LogRecords.Use(instance.Settings.LogFormat, hasPriority: isJournal);
        using var reaper = OrphanReaper.Begin();
        return DaemonLife.Live(instance, held, sessionId: 0, isOnce, manager);
    }
}
