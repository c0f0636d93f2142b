using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Scheduling;

/// <summary>Waits that double up to a limit. Of each a random half is left out, so that what failed together does not come back together.</summary>
/// <param name="First">The first wait, at its longest.</param>
/// <param name="Max">The limit.</param>
internal sealed record BackOff(TimeSpan First, TimeSpan Max)
{
    /// <summary>The wait before a retry, of which the first is 1.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It spreads load and keeps no secret.")]
    public TimeSpan Before(long retry) => Longest(retry) * ((1 + Random.Shared.NextDouble()) / 2);

    /// <summary>The same with nothing left out.</summary>
    public TimeSpan Longest(long retry) =>
        // Not by a shift, which would overflow after some dozens of retries.
        TimeSpan.FromTicks((long)Math.Min(Max.Ticks, First.Ticks * Math.Pow(2, retry - 1)));
}
