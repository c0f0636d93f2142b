using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Sends messages to the syslog daemon, which may be restarted, or stop reading.</summary>
internal sealed class SyslogSocket(LogHandle socket) : IDisposable
{
    private LogHandle _socket = socket;
    private int _errno;

    public LogHandle Log => _socket;

    /// <summary>Why the last message could not be sent.</summary>
    public string Problem => Errno.Message(_errno);

    /// <summary>Sends a message as one datagram, over a new connection if the daemon has been restarted.</summary>
    /// <param name="message">The bytes of the whole message.</param>
    /// <param name="patience">How long to wait for a daemon that does not read.</param>
    public bool TrySend(ReadOnlySpan<byte> message, TimeSpan patience) =>
        TrySendOnce(message, patience)
            || (_errno is Libc.ECONNREFUSED or Libc.ENOTCONN && TryReconnect() && TrySendOnce(message, patience));

    /// <summary>Connects again: a new syslog daemon may listen by now.</summary>
    public bool TryReconnect()
    {
        if (SystemLog.TryConnectSyslog(out _errno) is not { } socket)
        {
            return false;
        }

        _socket.Dispose();
        _socket = socket;
        return true;
    }

    public void Dispose() => _socket.Dispose();

    private unsafe bool TrySendOnce(ReadOnlySpan<byte> message, TimeSpan patience)
    {
        var end = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        fixed (byte* bytes = message)
        {
            while (Libc.send(_socket.Number, bytes, (nuint)message.Length, Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL) < 0)
            {
                _errno = Errno.Last;
                var isWorthAnother =
                    _errno == Libc.EINTR
                        || (_errno == Libc.EAGAIN && Stopwatch.GetTimestamp() < end && Poll.WaitForOutput(_socket.Number, end));
                if (!isWorthAnother)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
