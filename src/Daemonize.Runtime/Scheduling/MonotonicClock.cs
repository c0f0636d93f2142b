using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Scheduling;

/// <summary>CLOCK_MONOTONIC, until a stop is requested.</summary>
internal sealed class MonotonicClock(StopRequest stop) : IClock
{
    public long Now => Stopwatch.GetTimestamp();

    public bool WaitUntil(long instant) => !Poll.WaitForInput(stop.WakeDescriptor, instant);
}
