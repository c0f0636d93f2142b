using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// The clock CLOCK_BOOTTIME: setting the wall clock does not move it, and unlike CLOCK_MONOTONIC it goes on while the machine is suspended
/// (clock_gettime(2)). The lease of a process that slept with its machine ends on time by it.
/// </summary>
internal static class BootClock
{
    /// <summary>Gets the time since the machine was started, in ticks of 100 ns.</summary>
    public static unsafe long Now
    {
        get
        {
            Libc.timespec now;
            return Libc.clock_gettime(Libc.CLOCK_BOOTTIME, &now) == 0
                ? (now.tv_sec * TimeSpan.TicksPerSecond) + (now.tv_nsec / TimeSpan.NanosecondsPerTick)
                : throw Errno.Exception("read the time since boot", Errno.Last);
        }
    }
}
