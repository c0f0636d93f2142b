using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>A pipe in place of standard output, standard error or both: what is written to the stream can be read from the pipe.</summary>
internal sealed class StreamPipe : IDisposable
{
    /// <summary>The largest pipe of an unprivileged process (fs.pipe-max-size): a pause of the reader blocks no writer.</summary>
    private const int PipeSize = 1024 * 1024;

    private readonly Descriptor _output;

    /// <summary>Puts a pipe in place of every descriptor that has the same file open as <paramref name="stream"/>.</summary>
    public unsafe StreamPipe(int stream)
    {
        var ends = stackalloc int[2];
        var own = Libc.fcntl(stream, Libc.F_DUPFD_CLOEXEC, StageDescriptors.FirstLeaked);
        if (own < 0 || Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            throw Errno.Exception("create a pipe for the log", Errno.Last);
        }

        _output = new Descriptor(ends[0]);
        using var input = new Descriptor(ends[1]);
        Log = new LogHandle(new Descriptor(own));
        _ = Libc.fcntl(_output.Number, Libc.F_SETPIPE_SZ, PipeSize);
        _ = Libc.fcntl(_output.Number, Libc.F_SETFL, Libc.O_NONBLOCK);
        if (!FileStat.TryRead(own, out var old, out _))
        {
            throw Errno.Exception("find the log", Errno.Last);
        }

        LogStream.Move(old, input.Number, except: own);
    }

    /// <summary>The log that the stream was before. The caller closes it.</summary>
    public LogHandle Log { get; }

    public int Number => _output.Number;

    /// <summary>Whether the pipe has no writer any more, or can never be read again.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Reads what is in the pipe, without waiting; returns 0 or less if there is nothing.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = Descriptor.Read(_output.Number, buffer, out var errno);

        // A pipe that can never be read again (somebody has closed our descriptors) would wake the reader for ever, as its end would.
        IsClosed = count == 0 || (count < 0 && errno != Libc.EAGAIN);
        return count;
    }

    /// <summary>Points the writers of the pipe at a log.</summary>
    public void Leave(LogHandle log)
    {
        if (FileStat.TryRead(_output.Number, out var pipe, out _))
        {
            LogStream.Move(pipe, log.Number, except: _output.Number);
        }
    }

    public void Dispose() => _output.Dispose();

    /// <summary>Waits until one of the pipes can be read, or <paramref name="timestamp"/> has come.</summary>
    public static void WaitForAny(ReadOnlySpan<int> pipes, long timestamp) => _ = Poll.WaitForAny(pipes, timestamp);
}
