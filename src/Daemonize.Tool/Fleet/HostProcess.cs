using System.Diagnostics;
using System.Text;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// The ssh(1) process of one machine, with a pipe for each of its streams. It has no terminal, so that it cannot ask anything, and ends
/// with this object.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>How much of the end of its messages is kept, in bytes.</summary>
    private const int MaxMessages = 4096;

    /// <summary>How long to wait for its last message, and for its end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Descriptor _input;
    private readonly Descriptor _output;
    private readonly Descriptor _error;
    private readonly Wake _cancelled = new();
    private readonly int _pid;
    private readonly Descriptor? _pidfd;
    private readonly StringBuilder _messages = new();
    private bool _hasErrorEnded;
    private ProcessEnd? _end;

    private HostProcess(int pid, Descriptor? pidfd, Descriptor input, Descriptor output, Descriptor error)
    {
        (_pid, _pidfd, _input, _output, _error) = (pid, pidfd, input, output, error);
        Lines = new LineReader(output.Number, FleetProtocol.MaxAnswer);
    }

    /// <summary>What it writes to standard output.</summary>
    public LineReader Lines { get; }

    /// <summary>Whether <see cref="Cancel"/> was called.</summary>
    public bool IsCancelled { get; private set; }

    public static HostProcess Start(string[] words)
    {
        ChildProcess.KeepUntilReaped();
        var (input, inputWriter) = OpenPipe();
        var (outputReader, output) = OpenPipe();
        var (errorReader, error) = OpenPipe();
        using (input)
        using (output)
        using (error)
        {
            var program = LaunchSpec.OfTool(words[0], words, []);
            var pid = Spawner.Spawn(program, [input.Number, output.Number, error.Number], inNewSession: true);

            // Readable when the process has ended. Where a sandbox does not allow it, nothing waits for an end by itself.
            var number = (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0, 0, 0);
            return new HostProcess(pid, number < 0 ? null : new Descriptor(number), inputWriter, outputReader, errorReader);
        }
    }

    /// <summary>Writes a request; false if nobody reads it any more.</summary>
    public bool TryWrite(ReadOnlySpan<byte> bytes) => Descriptor.TryWrite(_input.Number, bytes, out _);

    /// <summary>Ends the waits, now and later. Can be called from any thread.</summary>
    public void Cancel()
    {
        IsCancelled = true;
        _cancelled.Set();
    }

    /// <summary>Waits for output until a timestamp (of Stopwatch).</summary>
    public HostOutput Wait(long deadline)
    {
        while (Stopwatch.GetTimestamp() < deadline)
        {
            switch (Poll.WaitForAny([_cancelled.Number, _output.Number, _hasErrorEnded ? -1 : _error.Number], deadline))
            {
                case 1:
                    return Lines.Fill() ? HostOutput.Some : HostOutput.Ended;
                case 2:
                    ReadMessages();
                    break;
                case 0:
                    return HostOutput.Cancelled;
            }
        }

        // Also if it only sends messages without an end.
        return HostOutput.Late;
    }

    /// <summary>Gets why the process has ended, by its last message.</summary>
    public string DescribeEnd()
    {
        var end = Deadline.TimestampIn(Grace);
        while (!_hasErrorEnded && Poll.WaitForInput(_error.Number, end))
        {
            ReadMessages();
        }

        return LastMessage ?? $"the connection has ended{(TryReap(Grace) ? $": {_end}" : "")}";
    }

    /// <summary>Gets its last message, cleaned of what acts on a terminal; null for none.</summary>
    public string? LastMessage => Array.FindLast(
        _messages.ToString().Split(['\n', '\r'], StringSplitOptions.TrimEntries), static line => line.Length > 0) is { } line
        ? RemoteText.Clean(line, OneLine.Long)
        : null;

    public void Dispose()
    {
        // The end of its input ends the API, and with it ssh.
        _input.Dispose();
        if (!TryReap(TimeSpan.Zero))
        {
            // It is a child that is not reaped, so the number cannot be another process.
            _ = Libc.kill(_pid, Libc.SIGTERM);
            if (!TryReap(Grace))
            {
                _ = Libc.kill(_pid, Libc.SIGKILL);
                _ = ChildProcess.Reap(_pid);
            }
        }

        _pidfd?.Dispose();
        _output.Dispose();
        _error.Dispose();
        _cancelled.Dispose();
    }

    private void ReadMessages()
    {
        Span<byte> bytes = stackalloc byte[MaxMessages];
        var length = Descriptor.Read(_error.Number, bytes, out _);
        _hasErrorEnded = length <= 0;
        _messages.Append(Encoding.UTF8.GetString(bytes[..Math.Max(0, length)]));
        _messages.Remove(0, Math.Max(0, _messages.Length - MaxMessages));
    }

    /// <summary>Waits for the end of the process, and reaps it; false if the time is over before.</summary>
    private bool TryReap(TimeSpan limit)
    {
        if (_end is null)
        {
            _ = _pidfd is not null && new Deadline(limit).WaitForInput(_pidfd.Number);
            _end = ChildProcess.TryReap(_pid);
        }

        return _end is not null;
    }

    private static unsafe (Descriptor Reader, Descriptor Writer) OpenPipe()
    {
        var ends = stackalloc int[2];
        return Libc.pipe2(ends, Libc.O_CLOEXEC) == 0
            ? (new Descriptor(ends[0]).MoveOutOfTheWay(), new Descriptor(ends[1]).MoveOutOfTheWay())
            : throw Errno.Exception("create a pipe", Errno.Last);
    }
}

/// <summary>How a wait for output has ended.</summary>
internal enum HostOutput
{
    Some,
    Ended,
    Late,
    Cancelled,
}
