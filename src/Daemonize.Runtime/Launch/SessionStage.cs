using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// The process between the command and the daemon. It leads a session without a terminal, starts the daemon or its watcher, and exits. The
/// daemon is therefore no session leader and can never acquire a terminal again (daemon(7), steps 5 to 8). No user code runs in this
/// process.
/// </summary>
internal static class SessionStage
{
    public static int Run(DaemonInstance instance)
    {
        try
        {
            CloseOnExec.From(StageDescriptors.FirstLeaked);
            KeptDescriptors.Pass(instance.Settings);
            _ = Libc.umask((uint)instance.Settings.Umask);
            ProcessLimits.ApplyToNext(instance.Settings);
            var isWatched = instance.Settings.Restart != RestartPolicy.Never;
            var image = LaunchSpec.Of([isWatched ? StageVerb.Watch : StageVerb.Daemon, instance.Name, .. instance.Given.Arguments], []);
            DaemonEnvironment.Apply(image.Environment, instance);
            if (isWatched)
            {
                // The watcher starts daemons later, from another directory.
                image.MakePathsAbsolute();
                DiagnosticSwitch.SwitchOff(image.Environment);
            }

            // Last: only root may be able to read what is read above.
            PrivilegeDrop.EnterEarly(instance);
            image.FallBackToRealPath();
            var pid = Spawner.Spawn(image, [], blocked: isWatched ? WatchStage.Signals : []);
            if (!isWatched)
            {
                Handoff.SendPid(pid);
            }

            return DaemonExitCode.Success;
        }
        catch (DaemonException exception)
        {
            Handoff.SendFailure(exception.ExitCode, exception.Message);
            return DaemonExitCode.Failure;
        }
    }
}
