using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Launch;

/// <summary>
/// The process between the command and the daemon where <see cref="DetachedSpawn"/> cannot start it: on another architecture, in a sandbox
/// that denies code that is not in a file, on a kernel without close_range(2), and for a daemon of another user. It leads a session without
/// a terminal, starts the daemon or its watcher, and exits. No user code runs in this process.
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
            var image = NextImage(instance, instance.Given.Arguments, []);

            // Last: only root may be able to read what is read above.
            PrivilegeDrop.EnterEarly(instance);
            image.FallBackToRealPath();
            var pid = Spawner.Spawn(image, [], blocked: NextBlocked(instance));
            if (!IsWatched(instance))
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

    /// <summary>Whether the next stage is the watcher; otherwise it is the daemon.</summary>
    public static bool IsWatched(DaemonInstance instance) => instance.Settings.Restart != RestartPolicy.Never;

    /// <summary>Describes the next stage.</summary>
    /// <param name="instance">The instance that is started.</param>
    /// <param name="arguments">The options of the command line.</param>
    /// <param name="variables">The variables that are set in addition to those of this process; one with an empty text is removed.</param>
    public static LaunchSpec NextImage(DaemonInstance instance, List<string> arguments, List<NameValue> variables)
    {
        var isWatched = IsWatched(instance);
        var image = LaunchSpec.Of([isWatched ? StageVerb.Watch : StageVerb.Daemon, instance.Name, .. arguments], variables);
        DaemonEnvironment.Apply(image.Environment, instance);

        // The watcher starts daemons later, and the daemon describes in its card how to start it: both from another directory.
        image.MakePathsAbsolute();
        if (isWatched)
        {
            DiagnosticSwitch.SwitchOff(image.Environment);
        }

        return image;
    }

    /// <summary>Gets the signals that are blocked in the next stage.</summary>
    public static ReadOnlySpan<int> NextBlocked(DaemonInstance instance) => IsWatched(instance) ? WatchStage.Signals : [];
}
