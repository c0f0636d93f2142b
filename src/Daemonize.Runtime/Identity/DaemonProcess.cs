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
    public static DaemonProcess? TryOpen(LockRecord record, in FileStat lockFile) =>
        TryOpen(record.Pid) is not { } process ? null
        : process.HoldsLock(record, lockFile) ? process
        : process.Abandon();

    /// <summary>Opens a process of the session that was made for a daemon.</summary>
    public static DaemonProcess? TryOpenInSession(int pid, int sessionId) =>
        TryOpen(pid) is not { } process ? null
        : ProcFs.TryReadStat(pid) is { } stat && stat.SessionId == sessionId ? process
        : process.Abandon();

    /// <summary>
    /// Throws where this machine lacks what a <c>stop</c> needs: the two calls by which a process is held and signalled. kill(2) does not take their place: between
    /// the proof and the signal its number can pass to another process.
    /// </summary>
    public static void CheckSupport(string name)
    {
        if (FindMissing() is { } missing)
        {
            throw new DaemonException($"cannot start {name}: 'stop' could not end it, because {missing}; allow that call, or use 'run'");
        }
    }

    /// <summary>Sends a signal; false when the process has ended.</summary>
    public bool Signal(int signal)
    {
        if (TrySignal(signal, out var errno))
        {
            return true;
        }

        // EPERM of a process that belongs to another user. If the call is denied, it answers the same for this very process.
        return errno == Libc.ESRCH ? false
            : MissingCall.IsDenied(errno) && FindMissing() is { } missing ? throw Unreachable(Pid, missing)
            : throw Errno.Exception($"signal process {Pid}", errno);
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

            // pidfd_open(2) asks for no permission: who may signal the process is another question.
            var errno when MissingCall.IsDenied(errno) => throw Unreachable(pid, DescribeOpen(errno)),
            var errno => throw Errno.Exception($"open process {pid}", errno),
        };
    }

    private bool TrySignal(int signal, out int errno)
    {
        errno = Libc.syscall(Libc.SYS_pidfd_send_signal, _pidfd.Number, signal, 0, 0) == 0 ? 0 : Errno.Last;
        return errno == 0;
    }

    /// <summary>What is missing, found out on this very process, which is always there and may always be signalled; null where nothing is.</summary>
    private static string? FindMissing()
    {
        const int noSignal = 0;
        var number = (int)Libc.syscall(Libc.SYS_pidfd_open, Environment.ProcessId, 0, 0, 0);
        if (number < 0)
        {
            return Errno.Last is var errno && MissingCall.IsDenied(errno) ? DescribeOpen(errno) : throw Errno.Exception("open this process", errno);
        }

        using var self = new DaemonProcess(new Descriptor(number), Environment.ProcessId);
        return self.TrySignal(noSignal, out var error) ? null : MissingCall.Describe("pidfd_send_signal(2)", MissingCall.PidfdSince, error);
    }

    private static string DescribeOpen(int errno) => MissingCall.Describe("pidfd_open(2)", MissingCall.PidfdSince, errno);

    private static DaemonException Unreachable(int pid, string missing) => new($"cannot reach process {pid}: {missing}; do it from outside, or end it with kill(1)");

    private bool HoldsLock(LockRecord record, in FileStat lockFile)
    {
        // The session that the record names will be ended with the process: it must be its own, whatever somebody has written there.
        if (ProcFs.TryReadStat(Pid) is not { } stat || (record.SessionId != 0 && record.SessionId != stat.SessionId))
        {
            return false;
        }

        var link = ProcFs.PathOf(Pid, $"fd/{record.LockDescriptor}");
        return FileStat.TryRead(link, out var opened, out var errno)
            ? opened.IsSameFile(lockFile)
            : errno is Libc.EACCES or Libc.EPERM && stat.StartTime == record.StartTime;
    }

    private DaemonProcess? Abandon()
    {
        Dispose();
        return null;
    }
}
