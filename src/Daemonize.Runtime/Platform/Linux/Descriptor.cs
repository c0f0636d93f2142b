namespace Daemonize.Platform.Linux;

/// <summary>A file descriptor that is closed once. It has no finalizer: it is in a <c>using</c> or lives as long as the process.</summary>
internal sealed class Descriptor(int number) : IDisposable
{
    /// <summary>The first number without a fixed meaning: a stage inherits lower ones by number.</summary>
    private const int FirstFree = 10;

    private int _number = number;

    public int Number => _number >= 0 ? _number : throw new ObjectDisposedException(nameof(Descriptor));

    /// <summary>Opens /dev/null, to read nothing from and to discard output.</summary>
    public static Descriptor OpenNull()
    {
        var number = Libc.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC, 0);
        return number >= 0 ? new Descriptor(number) : throw Errno.Exception("open /dev/null", Errno.Last);
    }

    /// <summary>
    /// Opens a file that exists only in memory and has no name except <paramref name="label"/> in /proc (memfd_create(2)).
    /// </summary>
    public static Descriptor OpenMemory(string label)
    {
        var number = Libc.memfd_create(label, Libc.MFD_CLOEXEC);
        return number >= 0 ? new Descriptor(number) : throw Errno.Exception("open a file in memory", Errno.Last);
    }

    /// <summary>Moves the open file to a number that has no meaning in any stage, closed on exec, and closes this one.</summary>
    public Descriptor MoveOutOfTheWay()
    {
        if (_number >= FirstFree)
        {
            return this;
        }

        var moved = Libc.fcntl(Number, Libc.F_DUPFD_CLOEXEC, FirstFree);
        if (moved < 0)
        {
            var errno = Errno.Last;
            Dispose();
            throw Errno.Exception("duplicate a descriptor", errno);
        }

        Dispose();
        return new Descriptor(moved);
    }

    public unsafe void Write(ReadOnlySpan<byte> bytes, string cannot)
    {
        if (!TryWrite(Number, bytes, out var errno))
        {
            throw Errno.Exception(cannot, errno);
        }
    }

    /// <summary>Writes all of <paramref name="bytes"/>, continuing after a short write or a signal.</summary>
    public static unsafe bool TryWrite(int number, ReadOnlySpan<byte> bytes, out int errno)
    {
        errno = 0;
        while (!bytes.IsEmpty)
        {
            fixed (byte* start = bytes)
            {
                var written = Libc.write(number, start, (nuint)bytes.Length);
                if (written <= 0)
                {
                    // A file system in user space may return 0, and would do so for ever.
                    errno = written == 0 ? Libc.EIO : Errno.Last;
                    if (errno != Libc.EINTR)
                    {
                        return false;
                    }
                }

                bytes = bytes[(int)Math.Max(written, 0)..];
            }
        }

        return true;
    }

    /// <summary>Reads at most the length of <paramref name="buffer"/>; returns 0 at the end, or -1 with the error.</summary>
    public static unsafe int Read(int number, Span<byte> buffer, out int errno)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.read(number, start, (nuint)buffer.Length);
                errno = count < 0 ? Errno.Last : 0;
                if (errno != Libc.EINTR)
                {
                    return (int)count;
                }
            }
        }
    }

    public void Dispose()
    {
        if (_number >= 0)
        {
            // Never retried: on Linux the number is free even after EINTR, and may be another thread's by now.
            _ = Libc.close(_number);
            _number = -1;
        }
    }
}
