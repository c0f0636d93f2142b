namespace Daemonize.Platform;

/// <summary>A <see cref="CancellationToken"/> that ends the waits of a <see cref="Deadline"/>.</summary>
internal sealed partial class Cancellation : IDisposable
{
    private readonly CancellationToken _token;
    private readonly Wake? _wake;
    private readonly CancellationTokenRegistration _registration;

    public Cancellation(CancellationToken token)
    {
        _token = token;
        if (token.CanBeCanceled)
        {
            _wake = new Wake();
            _registration = token.Register(static wake => ((Wake)wake!).Set(), _wake);
        }
    }

    public bool IsRequested => _token.IsCancellationRequested;

    public void ThrowIfRequested() => _token.ThrowIfCancellationRequested();

    public void Dispose()
    {
        // Waits for a running callback, which could otherwise write to a number that is another file's by then.
        _registration.Dispose();
        _wake?.Dispose();
    }
}
