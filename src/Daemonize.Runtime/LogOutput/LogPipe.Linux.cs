using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>A pipe in place of standard output, standard error or both, and the destination of its lines.</summary>
internal sealed class LogPipe : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly StreamPipe _pipe;
    private int _length;

    /// <summary>Puts a pipe in place of a stream.</summary>
    /// <param name="stream">The number of the stream.</param>
    /// <param name="createSink">Creates the destination from the log that the stream was before.</param>
    public LogPipe(int stream, Func<LogHandle, ILogSink> createSink)
    {
        _pipe = new StreamPipe(stream);
        Sink = createSink(_pipe.Log);
    }

    public ILogSink Sink { get; }

    public int Number => _pipe.Number;

    /// <summary>Whether the pipe has no writer any more.</summary>
    public bool IsClosed => _pipe.IsClosed;

    /// <summary>Passes on the whole lines that are in the pipe; false if there was nothing to read.</summary>
    public bool Pass()
    {
        var count = _pipe.Read(_buffer.AsSpan(_length));
        if (count <= 0)
        {
            return false;
        }

        _length += count;
        var end = _buffer.AsSpan(0, _length).LastIndexOf((byte)'\n') + 1;
        if (end == 0 && _length == BufferSize)
        {
            // One line that is longer than the buffer. Its end may be the beginning of a mark.
            end = BufferSize - LargeRecords.MaxMark;
        }

        Send(_buffer.AsSpan(0, end));
        _buffer.AsSpan(end, _length - end).CopyTo(_buffer);
        _length -= end;
        return true;
    }

    /// <summary>Points the writers of the pipe back at what was there before it.</summary>
    public void Detach() => _pipe.Leave(Sink.Log);

    /// <summary>Passes on a line that has no end yet.</summary>
    public void Flush()
    {
        Send(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    public void Dispose() => _pipe.Dispose();

    private void Send(ReadOnlySpan<byte> lines)
    {
        while (LargeRecords.Any && LargeRecords.TryFind(lines, out var start, out var end))
        {
            Write(lines[..start]);
            Write(LargeRecords.Take(lines[start..end]));
            lines = lines[end..];
        }

        Write(lines);
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        if (!lines.IsEmpty)
        {
            Sink.Write(lines);
        }
    }
}
