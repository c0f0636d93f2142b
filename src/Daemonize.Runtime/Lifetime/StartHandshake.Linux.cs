using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Platform;

namespace Daemonize.Lifetime;

/// <summary>
/// Decides how a start ends: the daemon reports that it is ready or has failed, or the command is gone first. A command that is killed
/// leaves a complete daemon or none; nothing else would end a daemon whose <c>Main</c>, OnStart or method hangs before it is ready.
/// </summary>
internal static class StartHandshake
{
    /// <summary>The size of the stack in bytes: enough for a search through /proc, at the end of an abandoned daemon.</summary>
    private const int MaxWatchStack = 256 * 1024;

    private static readonly Lock PidFileLock = new();
    private static Thread? _watch;
    private static Wake? _watchEnd;
    private static int _isDecided;
    private static volatile bool _isClosed;
    private static PidFile? _pidFile;

    /// <summary>Whether the last message to the command is sent: descriptor 3 may be any other file from then on.</summary>
    public static bool IsClosed => _isClosed;

    /// <summary>Returns true for the first caller, which decides; the other callers leave the decision to it.</summary>
    public static bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>Starts to watch the command.</summary>
    public static void Watch()
    {
        _watchEnd = new Wake();
        _watch = new Thread(EndIfAbandoned, MaxWatchStack) { IsBackground = true, Name = "Daemonize start" };
        _watch.Start(_watchEnd);
    }

    /// <summary>
    /// Reports to the command that the daemon is ready. Ends the daemon if the command is gone, as nobody knows of this daemon.
    /// </summary>
    public static void ReportReady()
    {
        if (!TryDecide())
        {
            // Another thread has decided and ends the process with _exit(2): until then nothing may be announced, and the method must not
            // begin. There is nothing to wait for.
            Thread.Sleep(Timeout.Infinite);
        }

        // The thread ends while this one goes on.
        _watchEnd?.Set();
        if (!Handoff.TrySendReady())
        {
            Abandon();
        }
    }

    /// <summary>Reports to the command that the lock file is marked as ready too, and closes the pipe.</summary>
    public static void Close()
    {
        EndWatch();
        _isClosed = true;
        Handoff.SendKnownAndClose();
    }

    /// <summary>
    /// Waits for the end of the thread that watches the command, before the pipe is closed: it would not end by itself, because the number
    /// of its descriptor, which is looked up again after each wake-up, belongs to another file by the time the command leaves.
    /// </summary>
    private static void EndWatch()
    {
        _watch?.Join();
        _watchEnd?.Dispose();
        (_watch, _watchEnd) = (null, null);
    }

    /// <summary>Writes the pid file once; <see cref="Abandon"/> removes it.</summary>
    public static PidFile WritePidFile(string path, uint? user = null)
    {
        lock (PidFileLock)
        {
            return _pidFile ??= PidFile.Write(path, user);
        }
    }

    /// <summary>Ends this process and the processes that it may have started.</summary>
    private static void Abandon()
    {
        lock (PidFileLock)
        {
            _pidFile?.Remove();
            LogStreams.Finish();
            try
            {
                OwnSession.Kill();
            }
            catch (DaemonException exception)
            {
                // After chroot(2) there may be no /proc in which to find them.
                Log.Error("start", exception.Message, exception: null);
            }

            DiagnosticFiles.Exit(DaemonExitCode.Failure);
        }
    }

    /// <summary>Waits for the end of the command, which is soon, and abandons the daemon if nothing is decided by then.</summary>
    private static void EndIfAbandoned(object? end)
    {
        if (Handoff.WaitForHangup((Wake)end!) && TryDecide())
        {
            Abandon();
        }
    }
}
