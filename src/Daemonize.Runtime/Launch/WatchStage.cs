using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// The process between the command and a daemon that is restarted when it ends: the daemon's parent, which stays. It is in the
/// daemon's session, shares the lock with it, and is kept minimal: one thread, no signal handler, no open log. No user code runs in it.
/// </summary>
internal static class WatchStage
{
    /// <summary>
    /// The signals that the watcher reads with signalfd(2): to stop or reload the daemon, to start it at once, and to learn that it has
    /// ended. They must be blocked when the watcher begins.
    /// </summary>
    public static ReadOnlySpan<int> Signals => [Libc.SIGTERM, Libc.SIGINT, Libc.SIGHUP, Libc.SIGUSR1, Libc.SIGCHLD];

    public static int Run(DaemonInstance instance)
    {
        Watcher watcher;
        int daemon;
        try
        {
            var held = InstanceLock.TryAdopt(StageDescriptors.Lock, instance.LockFile)
                ?? throw new DaemonException(
                    $"descriptor {StageDescriptors.Lock} is not the lock of {instance.LockFile}; {StageVerb.Watch} is for 'start' alone");
            var image = LaunchSpec.Of([StageVerb.Daemon, instance.Name, .. instance.Given.Arguments], []);
            if (!instance.Settings.CoreDumps)
            {
                PrivilegeDrop.HideFromUser();
            }

            // Keep no file system busy.
            _ = Libc.chdir("/");
            watcher = new Watcher(instance, image, held, new SignalDescriptor(Signals));
            daemon = Spawner.Spawn(image, []);
            Handoff.SendPid(daemon);
            LogStreams.LetGo();
        }
        catch (DaemonException exception)
        {
            Handoff.SendFailure(exception.ExitCode, exception.Message);
            return DaemonExitCode.Failure;
        }

        return watcher.Watch(daemon);
    }
}
