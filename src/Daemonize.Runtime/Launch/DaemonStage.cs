using Daemonize.Arguments;
using Daemonize.Identity;
using Daemonize.Lifetime;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// The process of the daemon: adopts the lock, becomes ready, reports that, and runs until its method ends or a signal stops it.
/// </summary>
internal static class DaemonStage
{
    private static InstanceLock? _lock;

    /// <summary>
    /// Does what cannot wait for <c>Main</c>: no process that user code starts there inherits the lock, and relative paths already refer to
    /// the daemon's directory. It begins in the caller's directory because the host's own arguments (<c>dotnet app.dll</c>) may
    /// be relative to it.
    /// </summary>
    public static void Enter(DaemonInstance instance)
    {
        CloseOnExec.Set(StageDescriptors.Handoff);
        CloseOnExec.Set(StageDescriptors.Lock);
        try
        {
            KeptDescriptors.Adopt(instance.Settings);
            FirstProcess.FindCluster(instance.Definition)?.Inherit();

            // Not released when Run returns: a thread of the user's may keep the process, and so the daemon, alive.
            _lock = InstanceLock.TryAdopt(StageDescriptors.Lock, instance.LockFile)
                ?? throw new DaemonException(
                    $"descriptor {StageDescriptors.Lock} is not the lock of {instance.LockFile}; {StageVerb.Daemon} is for 'start' alone");
            EnterContext(instance);
        }
        catch (DaemonException exception)
        {
            Handoff.SendFailure(exception.ExitCode, exception.Message);
            DiagnosticFiles.Exit(exception.ExitCode);
        }

        LogStreams.Enter(instance);
        StartHandshake.Watch();
    }

    public static int Run(DaemonInstance instance)
    {
        try
        {
            return DaemonLifetime.Live(instance, _lock!, Libc.getsid(0), isOnce: false);
        }
        catch (DaemonException exception)
        {
            // The command receives the reason as long as it listens; it may already have read that the daemon is ready.
            _ = StartHandshake.TryDecide();
            if (StartHandshake.IsClosed)
            {
                Log.Error(instance.Name, exception.Message, exception: null);
            }
            else
            {
                Handoff.SendFailure(exception.ExitCode, exception.Message);
            }

            return exception.ExitCode;
        }
    }

    private static void EnterContext(DaemonInstance instance)
    {
        ProcessLimits.ApplyToThis(instance.Settings);
        PrivilegeDrop.Enter(instance);
        PrivilegeDrop.EnterWorkingDirectory(instance);
        if (!instance.Settings.CoreDumps)
        {
            PrivilegeDrop.HideFromUser();
        }
    }
}
