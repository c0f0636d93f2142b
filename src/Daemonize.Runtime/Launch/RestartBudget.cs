using Daemonize.Scheduling;

namespace Daemonize.Launch;

/// <summary>Decides how often a daemon is restarted, and when. It uses no clock.</summary>
/// <param name="backOff">The waits between restarts, which double up to a limit.</param>
/// <param name="max">How many restarts are allowed within <paramref name="window"/>; 0 for no limit.</param>
/// <param name="window">How long a restart counts towards <paramref name="max"/>.</param>
internal sealed class RestartBudget(BackOff backOff, int max, TimeSpan window)
{
    /// <summary>How many restarts to remember if there is no limit: no wait doubles as often.</summary>
    private const int Enough = 64;

    private readonly Queue<TimeSpan> _taken = [];

    /// <summary>Takes a restart and returns the wait before it; null if none is left.</summary>
    /// <param name="now">The time since an instant that is the same for all calls.</param>
    public TimeSpan? TryTake(TimeSpan now)
    {
        while (_taken.TryPeek(out var oldest) && (now - oldest >= window || (max == 0 && _taken.Count == Enough)))
        {
            _ = _taken.Dequeue();
        }

        if (max > 0 && _taken.Count >= max)
        {
            return null;
        }

        _taken.Enqueue(now);
        return backOff.Longest(_taken.Count);
    }
}
