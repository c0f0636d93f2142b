using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>Waits for the end of a daemon, whoever ends it.</summary>
internal static class ExitWait
{
    /// <summary>
    /// Waits until the instance does not run and its watcher will not start it again. Returns at once if it does not run.
    /// </summary>
    public static void Wait(DaemonInstance instance, CancellationToken cancellationToken)
    {
        using var cancellation = new Cancellation(cancellationToken);
        while (RunningDaemon.Find(instance, "wait for", cancellationToken) is { } daemon)
        {
            // A daemon with a watcher may have been restarted, so look again. While it waits for a restart, the process is the watcher.
            using (daemon)
            {
                _ = daemon.Process.WaitForEnd(new Deadline(TimeSpan.MaxValue, cancellation));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
