namespace Daemonize.Cluster.Records;

/// <summary>
/// The clock of a server that tells it only as the <c>Date</c> of its answers, in whole seconds. Each answer bounds the clock: it showed
/// that second or later when the answer came, and less than a second more when the request left. <see cref="Now"/> is the lower bound from
/// all answers, so it is never later than the clock of the server, and earlier by at most a second; <see cref="RefineAsync"/> makes it
/// exact to some ten milliseconds.
/// </summary>
/// <param name="time">Measures time. The wall clock of this host is not used.</param>
internal sealed class ServerClock(TimeProvider time)
{
    private const double Second = 1000;

    /// <summary>How much faster or slower one of the two clocks may run: clocks that are being corrected differ by 500 ppm.</summary>
    private const double Drift = 0.0005;

    /// <summary>How far apart the bounds may be that <see cref="RefineAsync"/> ends with, in milliseconds.</summary>
    private const double Enough = 80;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private double _lower = double.NegativeInfinity;
    private double _upper = double.PositiveInfinity;
    private double _bounded;

    /// <summary>The time of the server, in milliseconds since the Unix epoch.</summary>
    /// <exception cref="InvalidOperationException">There was no answer yet.</exception>
    public long Now
    {
        get
        {
            lock (_lock)
            {
                var local = Local(time.GetTimestamp());
                Age(local);
                return double.IsFinite(_lower) ? (long)Math.Floor(local + _lower) : throw new InvalidOperationException("no answer yet");
            }
        }
    }

    /// <summary>The time on this process's clock, for <see cref="Add"/>.</summary>
    public long GetTimestamp() => time.GetTimestamp();

    /// <summary>Notes an answer that has just come.</summary>
    /// <param name="date">What the server's clock showed.</param>
    /// <param name="sent">When the request left, by <see cref="GetTimestamp"/>.</param>
    public void Add(DateTimeOffset date, long sent)
    {
        var received = Local(time.GetTimestamp());
        var server = (double)date.ToUnixTimeMilliseconds();
        var lower = server - received;
        var upper = server + Second - Local(sent);
        lock (_lock)
        {
            Age(received);
            // Bounds that exclude each other: one of the clocks was set, or this machine slept.
            var isSet = lower > _upper || upper < _lower;
            _lower = isSet ? lower : Math.Max(_lower, lower);
            _upper = isSet ? upper : Math.Min(_upper, upper);
        }
    }

    /// <summary>Asks the server, and again until the second changes unless its clock is known: up to a second long.</summary>
    /// <param name="ask">Asks the server, and calls <see cref="Add"/> with its answer.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    public async Task RefineAsync(Func<CancellationToken, Task> ask, CancellationToken abandon)
    {
        await ask(abandon).ConfigureAwait(false);
        // A slow server never gives narrow bounds: fifty answers are enough for the second to change.
        for (var i = 1; i < 50 && Width > Enough; i++)
        {
            await Task.Delay(Pause, abandon).ConfigureAwait(false);
            await ask(abandon).ConfigureAwait(false);
        }
    }

    private double Width
    {
        get
        {
            lock (_lock)
            {
                return _upper - _lower;
            }
        }
    }

    /// <summary>Bounds get wider with time.</summary>
    private void Age(double local)
    {
        var passed = Math.Max(local - _bounded, 0);
        _bounded = Math.Max(_bounded, local);
        _lower -= passed * Drift;
        _upper += passed * Drift;
    }

    private double Local(long timestamp) => timestamp * (Second / time.TimestampFrequency);
}
