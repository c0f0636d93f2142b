using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.LogOutput;

/// <summary>A pipe in place of standard output, standard error or both, and the destination of its lines.</summary>
internal sealed class LogPipe : IDisposable
{
    /// <summary>The largest pipe of an unprivileged process (fs.pipe-max-size): a pause of the pump blocks no writer.</summary>
    private const int PipeSize = 1024 * 1024;
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly Descriptor _output;
    private int _length;

    /// <summary>Puts a pipe in place of every descriptor that has the same file open as <paramref name="descriptor"/>.</summary>
    public unsafe LogPipe(int descriptor, Func<Descriptor, ILogSink> createSink)
    {
        var ends = stackalloc int[2];
        var own = Libc.fcntl(descriptor, Libc.F_DUPFD_CLOEXEC, StageDescriptors.FirstLeaked);
        if (own < 0 || Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            throw Errno.Exception("create a pipe for the log", Errno.Last);
        }

        _output = new Descriptor(ends[0]);
        using var input = new Descriptor(ends[1]);
        _ = Libc.fcntl(_output.Number, Libc.F_SETPIPE_SZ, PipeSize);
        _ = Libc.fcntl(_output.Number, Libc.F_SETFL, Libc.O_NONBLOCK);
        Sink = createSink(new Descriptor(own));
        if (!FileStat.TryRead(own, out var old, out var error))
        {
            throw error.Exception("find the log");
        }

        LogTargets.Move(old, input.Number, except: own);
    }

    public ILogSink Sink { get; }

    public int Number => _output.Number;

    /// <summary>Whether the pipe has no writer any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Passes on the whole lines that are in the pipe; false if there was nothing to read.</summary>
    public bool Pass()
    {
        var count = Descriptor.Read(_output.Number, _buffer.AsSpan(_length), out var errno);

        // A pipe that can never be read again (somebody has closed our descriptors) would wake the pump for ever, as its end would.
        IsClosed = count == 0 || (count < 0 && errno != Libc.EAGAIN);
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
    public void Detach()
    {
        if (FileStat.TryRead(_output.Number, out var pipe, out _))
        {
            LogTargets.Move(pipe, Sink.Descriptor, except: _output.Number);
        }
    }

    /// <summary>Passes on a line that has no end yet.</summary>
    public void Flush()
    {
        Send(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    public void Dispose() => _output.Dispose();

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
