using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// Ends a wait of another thread, or the next wait if there is none now: an eventfd(2), a descriptor that is readable once it is set. If a
/// sandbox denies the call, a pipe.
/// </summary>
internal sealed class Wake : IDisposable
{
    private readonly Descriptor _descriptor;

    /// <summary>The descriptor to write to: the other end of the pipe, or the same descriptor.</summary>
    private readonly Descriptor _writer;

    public Wake()
    {
        var number = Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        if (number >= 0)
        {
            _descriptor = _writer = new Descriptor(number);
        }
        else if (Errno.Last is var errno && MissingCall.IsDenied(errno))
        {
            (_descriptor, _writer) = OpenPipe();
        }
        else
        {
            throw Errno.Exception("create an eventfd", errno);
        }
    }

    public int Number => _descriptor.Number;

    /// <summary>Ends the waits, now and later, until <see cref="Clear"/>. Can be called from any thread.</summary>
    public void Set()
    {
        // A full pipe is readable already; an eventfd is never full.
        if (!Descriptor.TryWrite(_writer.Number, BitConverter.GetBytes(1L), out var errno) && errno != Libc.EAGAIN)
        {
            throw Errno.Exception("wake a thread", errno);
        }
    }

    /// <summary>Lets the next wait begin: until it is set again, it ends no wait.</summary>
    public void Clear()
    {
        // One read empties an eventfd. A pipe may hold more; the next wait then ends at once, and clears the rest.
        Span<byte> events = stackalloc byte[4096];
        _ = Descriptor.Read(Number, events, out _);
    }

    public void Dispose()
    {
        _descriptor.Dispose();
        _writer.Dispose();
    }

    private static unsafe (Descriptor Reader, Descriptor Writer) OpenPipe()
    {
        var ends = stackalloc int[2];
        return Libc.pipe2(ends, Libc.O_CLOEXEC | Libc.O_NONBLOCK) == 0
            ? (new Descriptor(ends[0]), new Descriptor(ends[1]))
            : throw Errno.Exception("create a pipe", Errno.Last);
    }
}
