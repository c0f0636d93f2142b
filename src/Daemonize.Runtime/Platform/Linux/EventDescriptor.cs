namespace Daemonize.Platform.Linux;

/// <summary>An eventfd(2): a descriptor that can be read from the moment that it is set on.</summary>
internal sealed class EventDescriptor : IDisposable
{
    private readonly Descriptor _descriptor;

    public EventDescriptor()
    {
        var number = Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        _descriptor = number >= 0 ? new Descriptor(number) : throw Errno.Exception("create an eventfd", Errno.Last);
    }

    public int Number => _descriptor.Number;

    public void Set() => _descriptor.Write(BitConverter.GetBytes(1L), "wake a thread");

    /// <summary>Makes it unreadable until it is set again.</summary>
    public void Clear() => _ = Descriptor.Read(Number, stackalloc byte[sizeof(long)], out _);

    public void Dispose() => _descriptor.Dispose();
}
