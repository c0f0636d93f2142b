using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>
/// How a start ends: the daemon says that it is ready or cannot be, or the command is gone before. A command that is killed leaves a complete daemon or
/// none, and nobody else would end one whose <c>Main</c>, OnStart or method hangs before it is ready.
/// </summary>
internal static class StartHandshake
{
    private static readonly Lock PidFileLock = new();
    private static int _isDecided;
    private static volatile bool _isClosed;
    private static PidFile? _pidFile;

    /// <summary>Whether the command has heard the last word, so that descriptor 3 may be any other file by now.</summary>
    public static bool IsClosed => _isClosed;

    /// <summary>True for the first who asks. The others leave it to that one.</summary>
    public static bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>Watches the command from now on.</summary>
    public static void Watch() => new Thread(EndIfAbandoned) { IsBackground = true, Name = "Daemonize start" }.Start();

    /// <summary>Tells the command that the lock file says so too, and ends the conversation.</summary>
    public static void Close()
    {
        _isClosed = true;
        Handoff.SendKnownAndClose();
    }

    /// <summary>Writes the pid file, once, which goes with the daemon if that is abandoned.</summary>
    public static PidFile WritePidFile(string path, uint? user = null)
    {
        lock (PidFileLock)
        {
            return _pidFile ??= PidFile.Write(path, user);
        }
    }

    /// <summary>Ends this process with what it may have started.</summary>
    public static void Abandon()
    {
        lock (PidFileLock)
        {
            _pidFile?.Remove();
            LogStreams.Finish();
            try
            {
                Session.Kill(Libc.getsid(0));
            }
            catch (DaemonException exception)
            {
                // Behind chroot(2) there may be no /proc to find them in.
                Log.Error("start", exception.Message, exception: null);
            }

            DiagnosticFiles.Exit(DaemonExitCode.Failure);
        }
    }

    /// <summary>The thread ends with the command, which is soon.</summary>
    private static void EndIfAbandoned()
    {
        if (Poll.WaitForHangup(StageDescriptors.Handoff) && TryDecide())
        {
            Abandon();
        }
    }
}
