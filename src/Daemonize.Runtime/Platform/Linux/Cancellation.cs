namespace Daemonize.Platform.Linux;

/// <summary>A <see cref="CancellationToken"/> that ppoll(2) can wait for.</summary>
internal sealed class Cancellation : IDisposable
{
    private readonly CancellationToken _token;
    private readonly EventDescriptor? _event;
    private readonly CancellationTokenRegistration _registration;

    public Cancellation(CancellationToken token)
    {
        _token = token;
        if (token.CanBeCanceled)
        {
            _event = new EventDescriptor();
            _registration = token.Register(static wake => ((EventDescriptor)wake!).Set(), _event);
        }
    }

    public bool IsRequested => _token.IsCancellationRequested;

    /// <summary>The descriptor that is readable once the cancellation is requested; -1, which ppoll(2) skips, if it never can be.</summary>
    public int Descriptor => _event?.Number ?? -1;

    public void ThrowIfRequested() => _token.ThrowIfCancellationRequested();

    public void Dispose()
    {
        // Waits for a running callback, which could otherwise write to a number that is another file's by then.
        _registration.Dispose();
        _event?.Dispose();
    }
}
