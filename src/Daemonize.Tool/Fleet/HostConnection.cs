using System.Buffers;
using System.Text;
using System.Text.Json;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool.Fleet;

/// <summary>The connection to the API of one machine. Only one thread reads it; any can send.</summary>
internal sealed class HostConnection : IDisposable
{
    /// <summary>How much of a line that is not of the protocol a message quotes.</summary>
    private const int MaxQuote = 60;

    private readonly string _host;
    private readonly HostProcess _process;
    private readonly TimeSpan _timeout;
    private readonly Lock _sending = new();
    private long _last;

    private HostConnection(string host, HostProcess process, TimeSpan timeout) =>
        (_host, _process, _timeout) = (host, process, timeout);

    /// <summary>Starts the API on a machine. What it says first is only read by <see cref="ReadHello"/>.</summary>
    public static HostConnection Open(string host, SshCommand ssh) => new(host, HostProcess.Start(ssh.WordsFor(host)), ssh.Timeout);

    /// <summary>Gets when a machine must have answered that is asked now.</summary>
    public long DeadlineFromNow => Deadline.TimestampIn(_timeout);

    /// <summary>Waits for the first line of the machine, and checks that it speaks this protocol.</summary>
    public void ReadHello(long deadline)
    {
        if (Read(deadline) is not { Protocol: { } protocol } hello)
        {
            throw new DaemonException("its first line is not that of 'daemonize api'");
        }

        if (protocol != FleetProtocol.Version)
        {
            throw new DaemonException(
                $"its daemonize {OneLine.From(hello.Version)} speaks protocol {protocol}, this one {FleetProtocol.Version}; install " +
                "the same version");
        }
    }

    /// <summary>Sends a request, and gives its number.</summary>
    public long Send(string method, string[]? daemons = null, bool isNumbered = false, bool onlyRunning = false)
    {
        lock (_sending)
        {
            var request = new ApiRequest
            {
                Id = ++_last,
                Method = method,
                Daemons = daemons ?? [],
                IsNumbered = isNumbered,
                OnlyRunning = onlyRunning,
            };
            var line = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(line, FleetProtocol.Form))
            {
                request.Write(writer);
            }

            line.Write("\n"u8);

            // If nobody reads it, the next read says why.
            _ = _process.TryWrite(line.WrittenSpan);
            return request.Id;
        }
    }

    /// <summary>
    /// Waits for the next line until a timestamp (of Stopwatch). Throws with the reason if none comes, or something else does.
    /// </summary>
    public HostMessage Read(long deadline)
    {
        while (true)
        {
            if (_process.Lines.TryTake(out var line))
            {
                return HostMessage.Parse(line, _host) ?? throw Explain(line);
            }

            if (_process.Lines.IsTooLong)
            {
                throw new DaemonException($"it sends a line of more than {FleetProtocol.MaxAnswer} bytes");
            }

            switch (_process.Wait(deadline))
            {
                case HostOutput.Ended:
                    throw new DaemonException(_process.DescribeEnd());
                case HostOutput.Late:
                    var last = _process.LastMessage is { } message ? $": {message}" : "";
                    throw new DaemonException($"no answer within {Duration.Format(_timeout)}{last}");
                case HostOutput.Cancelled:
                    throw new DaemonException("the connection was closed");
            }
        }
    }

    /// <summary>Ends the wait of the thread that reads.</summary>
    public void Cancel() => _process.Cancel();

    public void Dispose() => _process.Dispose();

    private static DaemonException Explain(ReadOnlySpan<byte> line)
    {
        var text = RemoteText.Clean(Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxQuote * 4)]).Trim(), MaxQuote);
        return new DaemonException($"it sends something else than 'daemonize api' does: '{text}'");
    }
}
