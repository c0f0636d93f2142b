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

    public void Wait(long instant, long latest = long.MaxValue) =>
        MonotonicWait.Until(Math.Min(Math.Min(instant, Never) * NanosecondsPerTick, latest), stop.Wake, wake);

    public void Wake() => wake.Set();
}
