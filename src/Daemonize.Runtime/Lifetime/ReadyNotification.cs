using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Notify;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>Makes a daemon ready: notifies the command, starts the status file, and marks the lock file as ready.</summary>
internal sealed class ReadyNotification(
    DaemonInstance instance,
    InstanceLock held,
    DaemonProgress progress,
    HistoryKeeper history,
    bool isDetached,
    ServiceReport? report,
    RestartHistory? past)
{
    public void Send()
    {
        if (isDetached)
        {
            StartHandshake.ReportReady();
        }

        // Before the daemon is known to be ready: a later status, even after the daemon is killed, must not show the previous run.
        var status = new StatusWriter(instance, progress, TimeProvider.System, report, past);
        ExitReport.Prepare(status);

        // Not earlier: another command could take a daemon for ready that then fails to start.
        held.WriteReady(instance.Owner);
        if (isDetached)
        {
            StartHandshake.Close();
        }

        history.Open();
        report?.Ready(status.Line);
        Log.Information(instance.Name, $"started (pid {Environment.ProcessId}{RoleOf(instance, progress)})");
        if (isDetached && Environment.IsPrivilegedProcess && instance.Settings.User is null)
        {
            // Only if detached: in the foreground programs read standard output, and somebody has chosen the user.
            Log.Write(
                LogLevels.Warning, instance.Name,
                "running as root: set User to an unprivileged account, or to \"root\" if root is required", exception: null);
        }

        if (isDetached)
        {
            CardFile.WriteOwn(instance);
        }
    }

    private static string RoleOf(DaemonInstance instance, DaemonProgress progress) =>
        progress.Cluster is { } cluster && ClusterText.OfStart(cluster, instance.Settings.StorePlace) is { } role ? ", " + role : "";
}
