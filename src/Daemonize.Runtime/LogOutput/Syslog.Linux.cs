using System.Text;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// Sends lines to the syslog of this machine, each as a datagram in the format of glibc's syslog(3):
/// <c>&lt;30&gt;Nov 25 00:12:07 fetch[39815]: text</c>, with the facility daemon and the local time.
/// </summary>
internal sealed class Syslog(string name, LogHandle socket) : ILogSink, IDisposable
{
    private const int DaemonFacility = 3 << 3;

    /// <summary>The length to which a message is cut, as by rsyslog's default.</summary>
    private const int MaxText = 8192;

    /// <summary>The longest text before a message, without the name.</summary>
    private const int MaxHeader = 64;

    /// <summary>The names of the months. Those of a culture are in the culture data, which a daemon does not load.</summary>
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private const int MonthLength = 3;

    /// <summary>How long to wait for a full socket before its lines are lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _tag = $"{name}[{Environment.ProcessId}]: ";
    private readonly byte[] _message = new byte[MaxHeader + Encoding.UTF8.GetMaxByteCount(name.Length) + MaxText];
    private readonly SyslogSocket _socket = new(socket);
    private long _lost;

    public LogHandle Log => _socket.Log;

    public bool HasLost => _lost > 0;

    public void Write(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? [] : lines[(end + 1)..];
            if (!line.IsEmpty && !(Recover() && TrySend(line, LogLevels.Information)))
            {
                _lost++;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    public void TryRecover() => _ = Recover();

    /// <summary>Connects again: a new syslog daemon may listen by now.</summary>
    public void Reopen() => _ = _socket.TryReconnect();

    private bool Recover()
    {
        if (_lost > 0 && TrySend(LineWriter.Notice(_lost, _socket.Problem), LogLevels.Error))
        {
            _lost = 0;
        }

        return _lost == 0;
    }

    private bool TrySend(ReadOnlySpan<byte> line, int level)
    {
        level = LogLevels.TakePrefix(ref line, level);
        var length = Encoding.ASCII.GetBytes($"<{DaemonFacility | level}>{Time()} ", _message);
        length += Encoding.UTF8.GetBytes(_tag, _message.AsSpan(length));
        line = line[..WholeLength(line)];
        line.CopyTo(_message.AsSpan(length));

        // Wait only once for a syslog daemon that has stopped reading.
        return _socket.TrySend(_message.AsSpan(0, length + line.Length), _lost > 0 ? TimeSpan.Zero : Patience);
    }

    /// <summary>Gets the length up to the limit, without the first bytes of a character that does not fit.</summary>
    private static int WholeLength(ReadOnlySpan<byte> line)
    {
        const int continues = 0b1000_0000;
        const int mask = 0b1100_0000;
        if (line.Length <= MaxText)
        {
            return line.Length;
        }

        var length = MaxText;
        while (length > MaxText - 4 && (line[length] & mask) == continues)
        {
            length--;
        }

        return length;
    }

    /// <summary>Formats the time by RFC 3164: a day of one digit has a blank in front.</summary>
    private static string Time()
    {
        var now = DateTime.Now;
        return $"{Months.AsSpan((now.Month - 1) * MonthLength, MonthLength)} {now.Day,2} {now.Hour:D2}:{now.Minute:D2}:{now.Second:D2}";
    }
}
