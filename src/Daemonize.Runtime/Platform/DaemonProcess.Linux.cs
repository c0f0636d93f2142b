using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// A process that is verified as the daemon. A pidfd holds it, so its process id cannot pass to another process between the check and the
/// signal.
/// </summary>
internal sealed class DaemonProcess : IDisposable
{
    private readonly Descriptor _pidfd;

    private DaemonProcess(Descriptor pidfd, int pid)
    {
        _pidfd = pidfd;
        Pid = pid;
    }

    public int Pid { get; }

    /// <summary>Gets the pidfd, which becomes readable when the process ends (pidfd_open(2)).</summary>
    public int Descriptor => _pidfd.Number;

    /// <summary>Whether the process has a controlling terminal, where SIGHUP means that the terminal is gone.</summary>
    public bool HasTerminal => ProcFs.TryReadStat(Pid) is { Terminal: not 0 };

    /// <summary>Whether a signal has suspended the process, so that it would not handle another.</summary>
    public bool MayBeSuspended => ProcFs.TryReadStat(Pid) is { State: 'T' };

    /// <summary>
    /// Opens the process that <paramref name="record"/> names, if it holds the lock: if it has this lock file open, or, where the
    /// descriptors of another user's process cannot be read, if it has the recorded start time. Null otherwise, or if it has ended.
    /// </summary>
    public static DaemonProcess? TryOpen(LockRecord record, in FileStat lockFile) =>
        TryOpen(record.Pid) is not { } process ? null
        : process.HoldsLock(record, lockFile) ? process
        : process.Abandon();

    /// <summary>Opens a process of a daemon's session; null if it has ended or is in another session.</summary>
    public static DaemonProcess? TryOpenInSession(int pid, int sessionId) =>
        TryOpen(pid) is not { } process ? null
        : ProcFs.TryReadStat(pid) is { } stat && stat.SessionId == sessionId ? process
        : process.Abandon();

    /// <summary>Opens the watcher of this daemon; null if it has none, or if it has ended.</summary>
    public DaemonProcess? TryOpenWatcher(int sessionId) =>
        ProcFs.TryReadStat(Pid) is { } stat && Session.WatcherOf(stat) is not 0 and var pid ? TryOpenInSession(pid, sessionId) : null;

    /// <summary>
    /// Throws if this machine lacks the two calls that <c>stop</c> needs to hold and signal a process. kill(2) cannot replace them: between
    /// the check and the signal the process id can pass to another process.
    /// </summary>
    public static void CheckSupport(string name)
    {
        if (FindMissing() is { } missing)
        {
            throw new DaemonException($"cannot start {name}: 'stop' could not end it, because {missing}; allow that call, or use 'run'");
        }
    }

    /// <summary>Sends a signal; false if the process has ended.</summary>
    public bool Signal(int signal)
    {
        if (TrySignal(signal, out var errno))
        {
            return true;
        }

        // EPERM means another user's process, or that the call itself is denied; then it also fails for this process.
        return errno == Libc.ESRCH ? false
            : MissingCall.IsDenied(errno) && FindMissing() is { } missing ? throw Unreachable(Pid, missing)
            : throw Errno.Exception($"signal process {Pid}", errno);
    }

    /// <summary>Waits for the end of the process; a zombie counts as ended. False if <paramref name="deadline"/> comes first.</summary>
    public bool WaitForEnd(Deadline deadline) => deadline.WaitForInput(_pidfd.Number);

    public void Dispose() => _pidfd.Dispose();

    private static DaemonProcess? TryOpen(int pid)
    {
        var number = (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0, 0, 0);
        if (number >= 0)
        {
            return new DaemonProcess(new Descriptor(number), pid);
        }

        return Errno.Last switch
        {
            Libc.ESRCH or Libc.EINVAL => null,

            // pidfd_open(2) requires no permission for the process, so a denial is about the call.
            var errno when MissingCall.IsDenied(errno) => throw Unreachable(pid, DescribeOpen(errno)),
            var errno => throw Errno.Exception($"open process {pid}", errno),
        };
    }

    private bool TrySignal(int signal, out int errno)
    {
        errno = Libc.syscall(Libc.SYS_pidfd_send_signal, _pidfd.Number, signal, 0, 0) == 0 ? 0 : Errno.Last;
        return errno == 0;
    }

    /// <summary>
    /// Gets the missing call; null if there is none. Tests on this process, which always exists and may always be signalled.
    /// </summary>
    private static string? FindMissing()
    {
        const int noSignal = 0;
        var number = (int)Libc.syscall(Libc.SYS_pidfd_open, Environment.ProcessId, 0, 0, 0);
        if (number < 0)
        {
            return Errno.Last is var errno && MissingCall.IsDenied(errno)
                ? DescribeOpen(errno)
                : throw Errno.Exception("open this process", errno);
        }

        using var self = new DaemonProcess(new Descriptor(number), Environment.ProcessId);
        return self.TrySignal(noSignal, out var error) ? null : MissingCall.Describe("pidfd_send_signal(2)", MissingCall.PidfdSince, error);
    }

    private static string DescribeOpen(int errno) => MissingCall.Describe("pidfd_open(2)", MissingCall.PidfdSince, errno);

    private static DaemonException Unreachable(int pid, string missing) =>
        new($"cannot reach process {pid}: {missing}; do it from outside, or end it with kill(1)");

    private bool HoldsLock(LockRecord record, in FileStat lockFile)
    {
        // The session in the record will be ended with the process, so it must be the session of this process, whatever the record says.
        if (ProcFs.TryReadStat(Pid) is not { } stat || (record.SessionId != 0 && record.SessionId != stat.SessionId))
        {
            return false;
        }

        var link = ProcFs.PathOf(Pid, $"fd/{record.LockDescriptor}");
        return FileStat.TryRead(link, out var opened, out var error)
            ? opened.IsSameFile(lockFile)
            : error.Number is Libc.EACCES or Libc.EPERM && stat.StartTime == record.StartTime;
    }

    private DaemonProcess? Abandon()
    {
        Dispose();
        return null;
    }
}
