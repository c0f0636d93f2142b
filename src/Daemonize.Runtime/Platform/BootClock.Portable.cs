using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>
/// The time since the first call, with the time in which the machine was suspended. .NET has no such clock: Stopwatch stands still during a
/// suspend. The wall clock shows how long that was. A wall clock that is set forward looks the same, and a lease then ends early, which is
/// the safe side; one that is set back changes nothing.
/// </summary>
internal static class BootClock
{
    /// <summary>The lead of the wall clock that is a suspend. A shorter one may be a correction by NTP.</summary>
    private static readonly TimeSpan LeastSuspend = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Gate = new();
    private static long _timestamp = Stopwatch.GetTimestamp();
    private static DateTime _wall = DateTime.UtcNow;
    private static TimeSpan _elapsed;

    /// <summary>Gets the time, in ticks of 100 ns.</summary>
    public static long Now
    {
        get
        {
            lock (Gate)
            {
                var timestamp = Stopwatch.GetTimestamp();
                var wall = DateTime.UtcNow;
                _elapsed += Between(Stopwatch.GetElapsedTime(_timestamp, timestamp), wall - _wall);
                (_timestamp, _wall) = (timestamp, wall);
                return _elapsed.Ticks;
            }
        }
    }

    /// <summary>Gets the time that has passed between two calls, from what the two clocks show.</summary>
    internal static TimeSpan Between(TimeSpan monotonic, TimeSpan wall) => wall - monotonic > LeastSuspend ? wall : monotonic;
}
