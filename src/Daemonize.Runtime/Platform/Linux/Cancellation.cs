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

    /// <summary>Can be read once the cancellation is requested; -1, which ppoll(2) passes over, when it never can be.</summary>
    public int Descriptor => _event?.Number ?? -1;

    public void ThrowIfRequested() => _token.ThrowIfCancellationRequested();

    public void Dispose()
    {
        // Waits for a callback that runs: nobody may write to a number that is somebody else's by then.
        _registration.Dispose();
        _event?.Dispose();
    }
}
