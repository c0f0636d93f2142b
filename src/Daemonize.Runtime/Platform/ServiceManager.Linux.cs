using System.Diagnostics;
using System.Globalization;
using System.Text;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>
/// The service manager that started this process and receives its state (sd_notify(3)). Only the variables that it sets show that it exists
/// and what it expects: a parent that looks like systemd proves nothing.
/// </summary>
internal sealed class ServiceManager
{
    private const string NotifySocket = "NOTIFY_SOCKET";
    private const string WatchdogPeriodVariable = "WATCHDOG_USEC";
    private const string WatchdogPid = "WATCHDOG_PID";
    private const string JournalStream = "JOURNAL_STREAM";

    /// <summary>
    /// systemd.exec(5): the process id of the process that the manager executed. Unlike WATCHDOG_PID, systemd 248 and later always set it.
    /// </summary>
    private const string ExecPid = "SYSTEMD_EXEC_PID";

    private readonly Descriptor _socket;

    private ServiceManager(Descriptor socket, TimeSpan? watchdogPeriod)
    {
        _socket = socket;
        WatchdogPeriod = watchdogPeriod;
    }

    /// <summary>Gets the longest time between two watchdog messages; null if the manager expects none.</summary>
    public TimeSpan? WatchdogPeriod { get; }

    /// <summary>
    /// Whether the manager's variables were inherited from a service that executed another process, for example from a build agent that
    /// calls <c>run</c> in a job. Messages of this process would count for that service. Process 1 is the first of a container, where the
    /// number is of another process namespace.
    /// </summary>
    private static bool IsOfAnotherProcess => FindExecPid() is { } pid && pid != Environment.ProcessId && Environment.ProcessId != 1;

    /// <summary>
    /// Gives a warning if another program stands between the service manager and this process; null otherwise. A script that starts this
    /// program without exec looks exactly like a service that started it for another purpose.
    /// </summary>
    public static string? FindForeign() =>
        Environment.GetEnvironmentVariable(NotifySocket) is { Length: > 0 } && IsOfAnotherProcess
            && FindExecPid() == ThisProcess.Stat?.ParentId
            ? $"NOTIFY_SOCKET is not used: it is for process {FindExecPid()} (SYSTEMD_EXEC_PID), which has started this one; if that is " +
                "a script for this daemon, use exec in it"
            : null;

    /// <summary>
    /// Finds the service manager and removes its variables from the environment: children that inherit them would pass for this process.
    /// </summary>
    /// <param name="isJournal">Whether standard error is connected to the journal.</param>
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

        // Connect the socket now: after chroot(2), its path cannot be found.
        return address is null || LocalSocket.TryConnect(address, Libc.SOCK_DGRAM, out _) is not { } socket
            ? null
            : new ServiceManager(socket.MoveOutOfTheWay(), FindWatchdogPeriod(period, pid));
    }

    /// <summary>Reports that the daemon is ready, or ready again after a reload.</summary>
    /// <param name="status">The current activity, as a line for people.</param>
    public void Ready(string status) => Send($"READY=1\n{StatusLine(status)}");

    /// <summary>
    /// Reports the start of a reload. The time tells the manager which of several reloads the next READY=1 answers (sd_notify(3)).
    /// </summary>
    public void Reloading()
    {
        var now = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
        Send(string.Create(InvariantNumbers.Format, $"RELOADING=1\nMONOTONIC_USEC={now}"));
    }

    public void Stopping() => Send("STOPPING=1\nSTATUS=stopping");

    /// <summary>Reports the current activity of a daemon that is ready.</summary>
    public void Status(string status) => Send(StatusLine(status));

    /// <summary>Asks for more time for a start or stop, from now on.</summary>
    public void ExtendTimeout(TimeSpan more) =>
        Send(string.Create(InvariantNumbers.Format, $"EXTEND_TIMEOUT_USEC={(long)more.TotalMicroseconds}"));

    /// <summary>Reports that the daemon does not hang, within <see cref="WatchdogPeriod"/>.</summary>
    public void Watchdog() => Send("WATCHDOG=1");

    /// <summary>
    /// Formats a STATUS line. systemd ignores a whole message, including its READY=1, if it is longer than 4096 bytes or contains a NUL.
    /// </summary>
    private static string StatusLine(string status) => $"STATUS={OneLine.From(status, OneLine.Long)}";

    /// <summary>
    /// Sends lines of <c>NAME=value</c>. Does not wait for a manager that does not read, and ignores failures: nothing depends on the
    /// message.
    /// </summary>
    private unsafe void Send(string lines)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(lines))
        {
            while (Libc.send(_socket.Number, bytes, (nuint)Encoding.UTF8.GetByteCount(lines), Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT) < 0
                && Errno.Last == Libc.EINTR)
            {
            }
        }
    }

    /// <summary>
    /// Reads the watchdog's variables (sd_watchdog_enabled(3)). They count only for the process that WATCHDOG_PID names, if it is set.
    /// </summary>
    private static TimeSpan? FindWatchdogPeriod(string? period, string? pid) =>
        (pid is null
            || (int.TryParse(pid, NumberStyles.None, InvariantNumbers.Format, out var number) && number == Environment.ProcessId))
        && long.TryParse(period, NumberStyles.None, InvariantNumbers.Format, out var microseconds)
        && microseconds is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    /// <summary>
    /// Compares the stream's device and inode with those of standard error (systemd.exec(5)), which differ if standard error was
    /// redirected.
    /// </summary>
    private static bool IsStandardError(string? stream) =>
        stream is not null && FileStat.TryRead(Terminal.Error, out var facts, out _) && stream == facts.DeviceAndInode;

    private static int? FindExecPid() =>
        Environment.GetEnvironmentVariable(ExecPid) is { } text
            && int.TryParse(text, NumberStyles.None, InvariantNumbers.Format, out var pid) ? pid : null;

    private static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (value is not null)
        {
            // The runtime has a copy, which Process.Start passes on; native code reads the C library's.
            Environment.SetEnvironmentVariable(name, null);
            _ = Libc.unsetenv(name);
        }

        return value is "" ? null : value;
    }
}
