namespace Daemonize.Stages;

/// <summary>Says, once, that the daemon is ready.</summary>
/// <param name="announce">Tells whoever waits for it.</param>
internal sealed class Readiness(Action announce)
{
    private int _isReady;

    public bool IsReady => Volatile.Read(ref _isReady) != 0;

    public void Notify()
    {
        if (Interlocked.Exchange(ref _isReady, 1) == 0)
        {
            announce();
        }
    }
}
