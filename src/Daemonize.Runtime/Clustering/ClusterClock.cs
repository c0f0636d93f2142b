namespace Daemonize.Clustering;

/// <summary>
/// The store's clock, as this process estimates it: CLOCK_BOOTTIME plus an offset. Each reply gives a sample of the offset: the store's
/// time less the middle between sending and receiving. Of the samples of the last minute, the one with the shortest round trip counts: its
/// error is at most half of that. The wall clock of the machine is not used.
/// </summary>
internal sealed class ClusterClock
{
    private const long Lifetime = TimeSpan.TicksPerMinute;

    private readonly Lock _lock = new();
    private Sample? _best;

    /// <summary>The best sample of those that are newer than half the lifetime of the current one: it follows when that is over.</summary>
    private Sample? _next;

    /// <summary>Whether the store has replied.</summary>
    public bool IsKnown => Volatile.Read(ref _best) is not null;

    /// <summary>The store's time less CLOCK_BOOTTIME, in ticks of 100 ns.</summary>
    public long Offset =>
        Volatile.Read(ref _best) is { } best ? best.Offset : throw new InvalidOperationException("the store has not replied");

    /// <summary>Converts an instant of CLOCK_BOOTTIME to the store's time, in ticks of <see cref="DateTime"/> in UTC.</summary>
    public long ToStore(long boot) => boot + Offset;

    /// <summary>Converts the store's time to an instant of CLOCK_BOOTTIME.</summary>
    public long ToBoot(long store) => store == long.MaxValue ? store : store - Offset;

    /// <summary>Adds the sample of a reply.</summary>
    /// <param name="sent">When the request was sent, on CLOCK_BOOTTIME.</param>
    /// <param name="received">When the reply came.</param>
    /// <param name="now">The store's time in the reply, in milliseconds since the Unix epoch.</param>
    public void Add(long sent, long received, long now)
    {
        var sample = new Sample(StoreTime.ToTicks(now) - sent - ((received - sent) / 2), received - sent, received);
        lock (_lock)
        {
            if (_best is not { } best || received - best.At > Lifetime || sample.RoundTrip <= best.RoundTrip)
            {
                var isBetter = _next is null || received - _next.At > Lifetime || sample.RoundTrip <= _next.RoundTrip;
                Volatile.Write(ref _best, isBetter ? sample : _next);
                _next = null;
            }
            else if (received - best.At > Lifetime / 2 && (_next is null || sample.RoundTrip <= _next.RoundTrip))
            {
                _next = sample;
            }
        }
    }

    private sealed record Sample(long Offset, long RoundTrip, long At);
}
