using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Stages;

namespace Daemonize.Commands;

/// <summary><c>run</c> and <c>once</c>: the same lock, pid file and life as a started daemon, in this very process, terminal and session.</summary>
internal static class Foreground
{
    public static int Run(DaemonInstance instance, InstanceSet set, bool isOnce)
    {
        instance.Bind();
        set.RecordChosen();
        using var held = InstanceLock.TryAcquire(instance.LockFile) ?? throw new DaemonException(
            Sighting.Of(instance.LockFile).Record is { } record
                ? $"{instance.Name} is already running (pid {record.Pid}); stop it first"
                : $"{instance.Name} is being started by another command");
        held.ClearRecord();
        LogRecords.Use(instance.Settings.LogFormat, hasPriority: false);
        return DaemonLife.Live(instance, held, sessionId: 0, isOnce);
    }
}
