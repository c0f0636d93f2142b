using System.Diagnostics;

namespace Daemonize.Platform.Linux;

/// <summary>An instant of the monotonic clock until which something may take, if nobody cancels it before.</summary>
internal readonly struct Deadline(TimeSpan fromNow, Cancellation? cancellation = null)
{
    private readonly long _timestamp = Stopwatch.GetTimestamp() + (long)(fromNow.TotalSeconds * Stopwatch.Frequency);

    public bool HasPassed => cancellation is { IsRequested: true } || Stopwatch.GetTimestamp() >= _timestamp;

    /// <summary>Waits until <paramref name="descriptor"/> can be read (which includes its end) and says whether it came to that in time.</summary>
    public bool WaitForInput(int descriptor) => Poll.WaitForInput(descriptor, _timestamp, cancellation?.Descriptor ?? -1);
}
