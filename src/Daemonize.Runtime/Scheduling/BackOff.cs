using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Scheduling;

/// <summary>
/// Waits that double up to a limit. Each is shortened at random by up to half, so that what failed together does not come back together.
/// </summary>
/// <param name="First">The longest first wait, before it is shortened.</param>
/// <param name="Max">The upper limit of the waits.</param>
internal sealed record BackOff(TimeSpan First, TimeSpan Max)
{
    /// <summary>Gets the wait before a retry, which is counted from 1.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It spreads load and keeps no secret.")]
    public TimeSpan Before(long retry) => Longest(retry) * ((1 + Random.Shared.NextDouble()) / 2);

    /// <summary>Gets the same wait without shortening it.</summary>
    public TimeSpan Longest(long retry) =>
        // Not by a shift, which would overflow after some dozens of retries.
        TimeSpan.FromTicks((long)Math.Min(Max.Ticks, First.Ticks * Math.Pow(2, retry - 1)));
}
