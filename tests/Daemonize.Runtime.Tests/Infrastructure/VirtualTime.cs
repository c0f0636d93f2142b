namespace Daemonize.Tests.Infrastructure;

/// <summary>
/// Time that only a test advances, in ticks of 100 ns. Timers fire at their instant, one after the other, on the thread that advances the
/// time. A test can freeze the process for a while, as SIGSTOP does, and set the wall clock.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<VirtualTimer> _timers = [];
    private readonly List<(long From, long To)> _freezes = [];
    private long _order;

    /// <summary>The monotonic clock.</summary>
    public long Now { get; private set; }

    /// <summary>The offset by which the wall clock has been set forward.</summary>
    public long Offset { get; private set; }

    /// <summary>Counts how often the wall clock has been set.</summary>
    public int Sets { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The instant of the next timer; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextTimer => _timers.Count == 0 ? long.MaxValue : _timers.Min(timer => timer.Due);

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(Now + Offset);

    public void SetWallClock(long offset)
    {
        Offset = offset;
        Sets++;
    }

    /// <summary>Freezes the process for this span; events within the span happen at its end.</summary>
    public void Freeze(long from, long to) => _freezes.Add((from, to));

    /// <summary>Returns when an event for this instant really happens.</summary>
    public long Thaw(long instant)
    {
        foreach (var (from, to) in _freezes)
        {
            instant = instant >= from && instant < to ? to : instant;
        }

        return instant;
    }

    /// <summary>Calls an action at an instant.</summary>
    public void At(long instant, Action action) => _timers.Add(new VirtualTimer(this, action, instant, _order++));

    /// <summary>Advances to an instant, and fires the timers up to and including it.</summary>
    public void MoveTo(long instant)
    {
        while (_timers.Count > 0 && NextTimer <= instant)
        {
            FireNext();
        }

        Now = Math.Max(Now, Thaw(instant));
        while (_timers.Count > 0 && NextTimer <= Now)
        {
            FireNext();
        }
    }

    public void FireNext()
    {
        var next = _timers.OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).First();
        _timers.Remove(next);
        Now = Math.Max(Now, Thaw(next.Due));
        next.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state), long.MaxValue, _order++);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(VirtualTime time, Action action, long due, long order) : ITimer
    {
        public long Due { get; private set; } = due;

        public long Order => order;

        public void Fire() => action();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);

            // The longest time that a .NET timer accepts: 2^32 - 2 ms.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = time.Now + dueTime.Ticks;
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
