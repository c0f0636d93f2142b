using System.Diagnostics;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>
/// The clock CLOCK_MONOTONIC: setting the wall clock does not move it, and it stops while the machine is suspended (clock_gettime(2)).
/// </summary>
internal sealed class MonotonicClock(StopRequest stop, Wake wake) : IClock
{
    private const long NanosecondsPerTick = 100;
    private const long Never = long.MaxValue / NanosecondsPerTick;

    // Stopwatch counts nanoseconds on Unix.
    public long Now => Stopwatch.GetTimestamp() / NanosecondsPerTick;

    public DateTimeOffset ToUtc(long instant) => DateTimeOffset.UtcNow.AddTicks(instant - Now);

    public void Wait(long instant)
    {
        MonotonicWait.Until(Math.Min(instant, Never) * NanosecondsPerTick, stop.Wake, wake);
        wake.Clear();
    }

    public void Wake() => wake.Set();
}
