using Daemonize.Scheduling;

namespace Daemonize.Stages;

/// <summary>How often a daemon is started again, and when. It knows no clock.</summary>
/// <param name="backOff">The waits.</param>
/// <param name="max">How many there may be within <paramref name="window"/>; 0 is any number.</param>
/// <param name="window">How long each counts.</param>
internal sealed class RestartBudget(BackOff backOff, int max, TimeSpan window)
{
    /// <summary>More than double a wait any further. Without a limit no more need be remembered.</summary>
    private const int Enough = 64;

    private readonly Queue<TimeSpan> _taken = [];

    /// <summary>Takes one and gives the wait before it; null when there is none left.</summary>
    /// <param name="now">The time that has gone by since any instant, always the same.</param>
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
