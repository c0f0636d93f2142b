using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
using Daemonize.Notify;

namespace Daemonize.Stages;

/// <summary>
/// The process between the session stage and a daemon that is to be started again when it has ended: its parent, which stays. It is in the daemon's session, holds
/// the lock with it, and is as poor as can be: one thread, no handler of a signal, no open log. No user code runs in it.
/// </summary>
internal static class WatchStage
{
    public const string Verb = "@watch";

    /// <summary>
    /// Those that it reads (signalfd(2)), and which must be blocked when it begins: to stop the daemon or reload it, to start it at once, and that it has ended.
    /// </summary>
    public static ReadOnlySpan<int> Signals => [Libc.SIGTERM, Libc.SIGINT, Libc.SIGHUP, Libc.SIGUSR1, Libc.SIGCHLD];

    public static int Run(DaemonInstance instance)
    {
        Watcher watcher;
        int daemon;
        try
        {
            var held = InstanceLock.TryAdopt(StageDescriptors.Lock, instance.LockFile)
                ?? throw new DaemonException($"descriptor {StageDescriptors.Lock} is not the lock of {instance.LockFile}; {Verb} is for 'start' alone");
            var image = LaunchSpec.Of([DaemonStage.Verb, instance.Name, .. instance.Given.Arguments], []);
            if (!instance.Settings.CoreDumps)
            {
                PrivilegeDrop.HideFromUser();
            }

            // No file system is kept busy.
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
