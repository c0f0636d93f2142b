using Daemonize.Logging;
using Daemonize.Text;

namespace Daemonize.Clustering;

/// <summary>
/// Notes since when the store has not answered, and tells it to the log: at the second failure in a row, once a minute, and when the store
/// answers again. One lost reply is nothing to tell.
/// </summary>
internal sealed class StoreOutage(string category)
{
    private int _inARow;
    private long _toldAt;
    private long _since;

    /// <summary>Since when the store has not answered; null while it does.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Notes an answer.</summary>
    /// <param name="now">The time, on CLOCK_BOOTTIME.</param>
    public void Answered(long now)
    {
        if (_inARow > 1)
        {
            Log.Information(category, $"the store answers again after {Duration.Format(Seconds(now - _since))}");
        }

        _inARow = 0;
        Since = null;
    }

    /// <summary>Notes a failure.</summary>
    /// <param name="reason">Why, as one line.</param>
    /// <param name="now">The time, on CLOCK_BOOTTIME.</param>
    public void Failed(string reason, long now)
    {
        if (_inARow++ == 0)
        {
            _since = now;
            Since = DateTimeOffset.UtcNow;
        }

        if (_inARow == 2 || (_inARow > 2 && now - _toldAt >= TimeSpan.TicksPerMinute))
        {
            _toldAt = now;
            Log.Write(
                LogLevels.Warning, category,
                $"the store does not answer: {OneLine.From(reason, OneLine.Long)}; nothing begins until it does", exception: null);
        }
    }

    private static TimeSpan Seconds(long ticks) => new(0, 0, (int)Math.Ceiling((double)ticks / TimeSpan.TicksPerSecond));
}
