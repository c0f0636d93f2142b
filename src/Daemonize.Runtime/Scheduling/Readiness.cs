namespace Daemonize.Scheduling;

/// <summary>Reports once that the daemon is ready.</summary>
/// <param name="announce">Sends the report; called at most once.</param>
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
