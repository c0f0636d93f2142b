namespace Daemonize.Platform;

/// <summary>Ends a wait of another thread, or the next wait if there is none now.</summary>
internal sealed class Wake : IDisposable
{
    private readonly ManualResetEvent _event = new(initialState: false);

    public WaitHandle Handle => _event;

    /// <summary>Ends the waits, now and later, until <see cref="Clear"/>. Can be called from any thread.</summary>
    public void Set() => _event.Set();

    /// <summary>Lets the next wait begin: until it is set again, it ends no wait.</summary>
    public void Clear() => _event.Reset();

    public void Dispose() => _event.Dispose();
}
