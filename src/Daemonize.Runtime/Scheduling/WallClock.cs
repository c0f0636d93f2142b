using Daemonize.Platform.Linux;

namespace Daemonize.Scheduling;

/// <summary>CLOCK_REALTIME, in ticks of <see cref="DateTime"/> in UTC. A wait ends when somebody sets the clock, or the machine wakes up (timerfd_create(2)).</summary>
internal sealed class WallClock(StopRequest stop, EventDescriptor wake) : IClock, IDisposable
{
    private readonly WallTimer _timer = new();

    public long Now => DateTime.UtcNow.Ticks;

    public DateTimeOffset ToUtc(long instant) => new(instant, TimeSpan.Zero);

    public void Wait(long instant)
    {
        _timer.Set(instant);
        _ = Poll.WaitForAny([stop.WakeDescriptor, wake.Number, _timer.Number], long.MaxValue);
        wake.Clear();
    }

    public void Wake() => wake.Set();

    public void Dispose() => _timer.Dispose();
}
