namespace Daemonize.Clustering;

/// <summary>
/// The wait before a step is asked for again: random up to a limit that doubles from 100 ms to 5 s, so that many processes spread.
/// </summary>
internal sealed class Retry(LeaseRules rules)
{
    private const long First = 100 * TimeSpan.TicksPerMillisecond;
    private const long Longest = 5 * TimeSpan.TicksPerSecond;
    private const long Least = 10 * TimeSpan.TicksPerMillisecond;

    private long _limit = First;

    /// <summary>When to ask again; long.MinValue for at once.</summary>
    public long At { get; private set; } = long.MinValue;

    /// <summary>Sets the next wait, and returns its end.</summary>
    public long After(long now)
    {
        At = now + rules.Between(Least, _limit);
        _limit = Math.Min(Longest, _limit * 2);
        return At;
    }

    /// <summary>Asks at once, and begins with the first limit again.</summary>
    public void Reset()
    {
        At = long.MinValue;
        _limit = First;
    }
}
