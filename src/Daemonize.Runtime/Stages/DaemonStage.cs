using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>The daemon: adopts the lock, becomes ready, says so, and lives until its method or a signal ends it.</summary>
internal static class DaemonStage
{
    public const string Verb = "@daemon";

    /// <summary>1 once <see cref="Run"/> is reached, or once <see cref="EndIfAbandoned"/> has decided that it will not be.</summary>
    private static int _isDecided;

    /// <summary>
    /// What cannot wait for <c>Main</c>: nothing that user code may start there inherits the lock, and relative paths mean the daemon's directory at once.
    /// The directory is left here and not in the session stage because the host's own arguments (<c>dotnet app.dll</c>) may be relative to the caller's.
    /// </summary>
    public static void Enter(DaemonInstance instance)
    {
        CloseOnExec.Set(StageDescriptors.Handoff);
        CloseOnExec.Set(StageDescriptors.Lock);
        var directory = instance.Settings.WorkingDirectory;
        if (Libc.chdir(directory) != 0)
        {
            var exception = Errno.Exception($"enter the working directory {directory}", Errno.Last);
            Handoff.SendFailure(exception.ExitCode, exception.Message);
            Libc._exit(exception.ExitCode);
        }

        new Thread(EndIfAbandoned) { IsBackground = true, Name = "Daemonize start" }.Start();
    }

    public static int Run(DaemonInstance instance)
    {
        if (Interlocked.Exchange(ref _isDecided, 1) != 0)
        {
            // The process is about to end, and must not begin what nobody would tidy up.
            Thread.Sleep(Timeout.Infinite);
        }

        // Not released when the method returns: a thread of the user's may keep the process, and with it the daemon, alive.
        var held = InstanceLock.TryAdopt(StageDescriptors.Lock, instance.LockFile)
            ?? throw new DaemonException($"descriptor {StageDescriptors.Lock} is not the lock of {instance.LockFile}; {Verb} is for 'start' alone");
        var session = ProcFs.TryReadStat(Environment.ProcessId)?.SessionId ?? 0;
        try
        {
            return DaemonLife.Live(instance, held, session, isOnce: false);
        }
        catch (DaemonException exception)
        {
            Handoff.SendFailure(exception.ExitCode, exception.Message);
            return exception.ExitCode;
        }
    }

    /// <summary>
    /// A command that is killed leaves a complete daemon or none. From <see cref="Run"/> on it shows in the handoff; before, a <c>Main</c> of the user's
    /// may hang for ever, and nobody would be there to time it out. The thread ends with the command, which is soon.
    /// </summary>
    private static void EndIfAbandoned()
    {
        Poll.WaitForHangup(StageDescriptors.Handoff);
        if (Interlocked.Exchange(ref _isDecided, 1) == 0)
        {
            // With what that Main may have started.
            Session.Kill(Libc.getsid(0));
            Libc._exit(DaemonExitCode.Failure);
        }
    }
}
