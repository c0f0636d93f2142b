using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Scheduling;
using Daemonize.Notify;

namespace Daemonize.Stages;

/// <summary>Makes a daemon ready: notifies the command, starts the status file, and marks the lock file as ready.</summary>
internal sealed class ReadyNotification(DaemonInstance instance, InstanceLock held, DaemonProgress progress, bool isDetached, ServiceReport? report, RestartHistory? past)
{
    public void Send()
    {
        if (isDetached)
        {
            if (!StartHandshake.TryDecide())
            {
                // Another thread has decided, and ends the process with _exit(2): nothing may be announced meanwhile, nor the method begin.
                Thread.Sleep(Timeout.Infinite);
            }

            if (!Handoff.TrySendReady())
            {
                // The command is gone, and nobody knows of this daemon: it must not be.
                StartHandshake.Abandon();
            }
        }

        // Before anybody can know that the daemon is ready: whoever asks then, or finds that it has been killed, must not read of the run before.
        var status = new StatusWriter(instance, progress, TimeProvider.System, report, past);
        ExitReport.Prepare(status);

        // Not earlier, or another command could take a daemon for ready that will not be.
        held.WriteReady(instance.Owner);
        if (isDetached)
        {
            StartHandshake.Close();
        }

        report?.Ready(status.Line);
        Log.Information(instance.Name, $"started (pid {Environment.ProcessId})");
        if (isDetached && Libc.geteuid() == 0 && instance.Settings.User is null)
        {
            // Only here: standard output is what programs read, and in the foreground somebody has chosen.
            Log.Write(LogLevels.Warning, instance.Name, "running as root: set User to an unprivileged account, or to \"root\" if root is required", exception: null);
        }
    }
}
