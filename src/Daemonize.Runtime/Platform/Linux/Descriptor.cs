namespace Daemonize.Platform.Linux;

/// <summary>A file descriptor that is closed once. It has no finalizer: each is in a <c>using</c> or lives as long as the process.</summary>
internal sealed class Descriptor(int number) : IDisposable
{
    /// <summary>Below are those that a stage inherits by number.</summary>
    private const int FirstFree = 10;

    private int _number = number;

    public int Number => _number >= 0 ? _number : throw new ObjectDisposedException(nameof(Descriptor));

    /// <summary>/dev/null, to read nothing from and to write what nobody wants.</summary>
    public static Descriptor OpenNull()
    {
        var number = Libc.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC, 0);
        return number >= 0 ? new Descriptor(number) : throw Errno.Exception("open /dev/null", Errno.Last);
    }

    /// <summary>A file that is in memory alone and has no other name than <paramref name="label"/> in /proc (memfd_create(2)).</summary>
    public static Descriptor OpenMemory(string label)
    {
        var number = Libc.memfd_create(label, Libc.MFD_CLOEXEC);
        return number >= 0 ? new Descriptor(number) : throw Errno.Exception("open a file in memory", Errno.Last);
    }

    /// <summary>The same open file under a number that no stage gives a meaning, closed on exec; this one is closed.</summary>
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

    /// <summary>Writes all of <paramref name="bytes"/>, going on after a short write or a signal.</summary>
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
                    // A file system in user space may answer 0, and would for ever.
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

    /// <summary>Reads at most <paramref name="buffer"/>'s length; 0 at the end, or -1 with the error.</summary>
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
