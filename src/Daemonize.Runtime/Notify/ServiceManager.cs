using System.Globalization;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Notify;

/// <summary>
/// The service manager that has started this process and receives its state (sd_notify(3)). Whether there is one, and what it wants to hear, is said by the
/// variables that it sets, and by nothing else: a parent that looks like systemd proves nothing.
/// </summary>
internal sealed class ServiceManager
{
    private const string NotifySocket = "NOTIFY_SOCKET";
    private const string WatchdogPeriodVariable = "WATCHDOG_USEC";
    private const string WatchdogPid = "WATCHDOG_PID";
    private const string JournalStream = "JOURNAL_STREAM";

    /// <summary>systemd.exec(5): the process that the manager has executed. Unlike WATCHDOG_PID it is always set, by systemd 248 and later.</summary>
    private const string ExecPid = "SYSTEMD_EXEC_PID";

    private readonly Descriptor _socket;

    private ServiceManager(Descriptor socket, TimeSpan? watchdogPeriod)
    {
        _socket = socket;
        WatchdogPeriod = watchdogPeriod;
    }

    /// <summary>Within what time it must hear that all is well; null where it does not ask for that.</summary>
    public TimeSpan? WatchdogPeriod { get; }

    /// <summary>
    /// Whether the manager's variables were inherited from a service that has executed another process: a build agent, say, one of whose jobs calls <c>run</c>.
    /// What this process says would count for that service. Process 1 is the first of a container, where the number is of another process namespace.
    /// </summary>
    private static bool IsOfAnotherProcess => FindExecPid() is { } pid && pid != Environment.ProcessId && Environment.ProcessId != 1;

    /// <summary>
    /// Gives a warning if a program stands between the service manager and this process: a script that does not execute this program in its own
    /// place looks just like a service that has started it for something else. Null otherwise.
    /// </summary>
    public static string? FindForeign() =>
        Environment.GetEnvironmentVariable(NotifySocket) is { Length: > 0 } && IsOfAnotherProcess && FindExecPid() == ThisProcess.Stat?.ParentId
            ? $"NOTIFY_SOCKET is not used: it is for process {FindExecPid()} (SYSTEMD_EXEC_PID), which has started this one; if that is a script for this daemon, use exec in it"
            : null;

    /// <summary>Finds it, and takes its variables out of the environment: they are of this process, and would make of each child an impostor.</summary>
    /// <param name="isJournal">Whether standard error goes to the journal.</param>
    public static ServiceManager? Enter(out bool isJournal)
    {
        var address = Take(NotifySocket);
        var period = Take(WatchdogPeriodVariable);
        var pid = Take(WatchdogPid);
        isJournal = IsStandardError(Take(JournalStream));
        if (IsOfAnotherProcess)
        {
            return null;
        }

        // A socket is connected now: behind a root directory it would not be found.
        return address is null || LocalSocket.TryConnect(address, Libc.SOCK_DGRAM, out _) is not { } socket
            ? null
            : new ServiceManager(socket.MoveOutOfTheWay(), FindWatchdogPeriod(period, pid));
    }

    /// <summary>Says something, as lines of <c>NAME=value</c>. A manager that does not listen is not waited for, and nothing depends on it.</summary>
    public unsafe void Tell(string lines)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(lines))
        {
            while (Libc.send(_socket.Number, bytes, (nuint)Encoding.UTF8.GetByteCount(lines), Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT) < 0 && Errno.Last == Libc.EINTR)
            {
            }
        }
    }

    /// <summary>sd_watchdog_enabled(3): the variables count for the process that is named, where one is.</summary>
    private static TimeSpan? FindWatchdogPeriod(string? period, string? pid) =>
        (pid is null || (int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == Environment.ProcessId))
        && long.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    /// <summary>systemd.exec(5): device and inode of the stream, so that one who was given another since can tell.</summary>
    private static bool IsStandardError(string? stream) =>
        stream is not null && FileStat.TryRead(Terminal.Error, out var facts, out _) && stream == facts.DeviceAndInode;

    private static int? FindExecPid() =>
        int.TryParse(Environment.GetEnvironmentVariable(ExecPid), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (value is not null)
        {
            // The runtime has a copy, which Process.Start hands on; what is not .NET looks at the C library's.
            Environment.SetEnvironmentVariable(name, null);
            _ = Libc.unsetenv(name);
        }

        return value is "" ? null : value;
    }
}
