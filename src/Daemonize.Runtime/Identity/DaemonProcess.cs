using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// A process that is proven to be the daemon, held by a pidfd, so that the number cannot pass to another process between the proof and the signal.
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

    /// <summary>The pidfd, which can be read from the process's end on (pidfd_open(2)).</summary>
    public int Descriptor => _pidfd.Number;

    /// <summary>
    /// Opens the process that <paramref name="record"/> names, if it is the one that holds the lock: the one that has this very lock file open, or, where
    /// another user's descriptors may not be read, the one that started when the daemon says it started. Null otherwise, or when it has ended.
    /// </summary>
    public static DaemonProcess? TryOpen(LockRecord record, in FileFacts lockFile) =>
        TryOpen(record.Pid) is not { } process ? null
        : process.HoldsLock(record, lockFile) ? process
        : process.Abandon();

    /// <summary>Opens a process of the session that was made for a daemon.</summary>
    public static DaemonProcess? TryOpenInSession(int pid, int sessionId) =>
        TryOpen(pid) is not { } process ? null
        : ProcFs.TryReadStat(pid) is { } stat && stat.SessionId == sessionId ? process
        : process.Abandon();

    /// <summary>Sends a signal; false when the process has ended.</summary>
    public bool Signal(int signal)
    {
        if (Libc.syscall(Libc.SYS_pidfd_send_signal, _pidfd.Number, signal, 0, 0) == 0)
        {
            return true;
        }

        var errno = Errno.Last;
        return errno == Libc.ESRCH ? false : throw Errno.Exception($"signal process {Pid}", errno);
    }

    /// <summary>Waits for the end; a zombie has ended. False when <paramref name="deadline"/> comes first.</summary>
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
            Libc.ENOSYS => throw new DaemonException("cannot control daemons: this kernel has no pidfd_open; Linux 5.3 or newer is needed"),
            var errno => throw Errno.Exception($"open process {pid}", errno),
        };
    }

    private bool HoldsLock(LockRecord record, in FileFacts lockFile)
    {
        // The session that the record names will be ended with the process: it must be its own, whatever somebody has written there.
        if (ProcFs.TryReadStat(Pid) is not { } stat || (record.SessionId != 0 && record.SessionId != stat.SessionId))
        {
            return false;
        }

        var link = ProcFs.PathOf(Pid, $"fd/{record.LockDescriptor}");
        return FileFacts.TryRead(link, out var opened, out var errno)
            ? opened.IsSameFile(lockFile)
            : errno is Libc.EACCES or Libc.EPERM && stat.StartTime == record.StartTime;
    }

    private DaemonProcess? Abandon()
    {
        Dispose();
        return null;
    }
}
