using System.Diagnostics;

namespace Daemonize.Platform.Linux;

/// <summary>An instant of the monotonic clock until which something may take, if nobody cancels it before.</summary>
internal readonly struct Deadline(TimeSpan fromNow, Cancellation? cancellation = null)
{
    private readonly long _timestamp = TimestampIn(fromNow);

    public bool HasPassed => cancellation is { IsRequested: true } || Stopwatch.GetTimestamp() >= _timestamp;

    /// <summary>The timestamp of <see cref="Stopwatch"/> when a time from now is over; the last there is for one that goes beyond it (after 292 years).</summary>
    public static long TimestampIn(TimeSpan fromNow)
    {
        var now = Stopwatch.GetTimestamp();
        var unitsPerTick = Stopwatch.Frequency / TimeSpan.TicksPerSecond;
        return fromNow.Ticks > (long.MaxValue - now) / unitsPerTick ? long.MaxValue : now + (Math.Max(0, fromNow.Ticks) * unitsPerTick);
    }

    /// <summary>Waits until <paramref name="descriptor"/> can be read (which includes its end) and says whether it came to that in time.</summary>
    public bool WaitForInput(int descriptor) => Poll.WaitForInput(descriptor, _timestamp, cancellation?.Descriptor ?? -1);
}
