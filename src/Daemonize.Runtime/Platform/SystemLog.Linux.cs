using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The sockets of the logs of this machine.</summary>
internal static class SystemLog
{
    private const string SyslogPath = "/dev/log";
    private const string JournalPath = "/run/systemd/journal/stdout";

    /// <summary>Connects to the syslog daemon, which receives each message as a datagram.</summary>
    public static LogHandle ConnectSyslog() => TryConnectSyslog(out var errno)
        ?? throw Errno.Exception($"log to syslog at {SyslogPath}", errno, "is a syslog daemon running? choose another LogFile");

    /// <summary>Connects to the systemd journal, which receives lines.</summary>
    /// <param name="header">The text that a stream begins with.</param>
    public static LogHandle ConnectJournal(string header)
    {
        var socket = LocalSocket.TryConnect(JournalPath, Libc.SOCK_STREAM, out var errno)
            ?? throw Errno.Exception($"log to the journal at {JournalPath}", errno, "is systemd-journald running? choose another LogFile");
        socket.Write(Encoding.UTF8.GetBytes(header), $"log to the journal at {JournalPath}");
        return new LogHandle(socket);
    }

    internal static LogHandle? TryConnectSyslog(out int errno) =>
        LocalSocket.TryConnect(SyslogPath, Libc.SOCK_DGRAM, out errno) is { } socket ? new LogHandle(socket) : null;
}
