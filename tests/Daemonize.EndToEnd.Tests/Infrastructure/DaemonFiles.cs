using System.Globalization;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>The files of one daemon in a sandbox, and their content.</summary>
internal sealed class DaemonFiles(string pidFile, string logFile)
{
    public string PidFile => pidFile;

    public string LockFile => pidFile + ".lock";

    public string StatusFile => Path.ChangeExtension(pidFile, ".status");

    public string HistoryFile => Path.ChangeExtension(pidFile, ".history");

    public string LogFile => logFile;

    public string Log => TextFile.TryRead(logFile) ?? "";

    /// <summary>
    /// Whether a process holds the lock: a daemon, or a start in progress. The check does not take the lock (F_OFD_GETLK).
    /// </summary>
    public unsafe bool IsLocked
    {
        get
        {
            if (!File.Exists(LockFile))
            {
                return false;
            }

            using var file = File.OpenHandle(LockFile, share: FileShare.ReadWrite | FileShare.Delete);
            var whole = new Native.FileLock { Type = Native.WriteLock };
            Assert.Equal(0, Native.LockControl((int)file.DangerousGetHandle(), Native.OfdGetLock, &whole));
            return whole.Type != Native.Unlocked;
        }
    }

    /// <summary>The record in the lock file, written by the running daemon or the previous one.</summary>
    public DaemonRecord? Record => TextFile.TryRead(LockFile) is { } text ? DaemonRecord.Parse(text) : null;

    /// <summary>Whether a daemon is ready and holds the lock.</summary>
    public bool IsRunning => IsLocked && Record is { IsReady: true };

    /// <summary>The process id in the pid file.</summary>
    public int Pid =>
        int.Parse(File.ReadAllText(pidFile), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    /// <summary>The daemon's process, which must be ready and have the id in the pid file.</summary>
    public ProcessView Process
    {
        get
        {
            Assert.True(IsRunning, $"no daemon holds {LockFile}; the log says:\n{Log}");
            Assert.Equal(Record!.Pid, Pid);
            return ProcessView.Read(Pid);
        }
    }
}

/// <summary>The text of a lock file: <c>PID START SESSION DESCRIPTOR</c>, then <c>ready</c>.</summary>
internal sealed record DaemonRecord(int Pid, long StartTime, int Session, int Descriptor, bool IsReady)
{
    /// <summary>Whether a watcher that is about to start a daemon wrote the record.</summary>
    public bool IsWaiting { get; private init; }

    public static DaemonRecord? Parse(string text)
    {
        var lines = text.Split('\n');
        return lines[0].Split(' ') is [var pid, var start, var session, var descriptor]
            ? new(
                Number(pid), long.Parse(start, CultureInfo.InvariantCulture), Number(session), Number(descriptor),
                lines is [_, "ready", ..])
            {
                IsWaiting = lines is [_, ['w', ..], ..],
            }
            : null;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
