using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Scheduling;

/// <summary>A random wait for each slot, uniform from zero to <paramref name="max"/>.</summary>
/// <param name="max">The longest, in ticks of 100 ns.</param>
/// <param name="seed">What makes the waits repeat, or 0.</param>
[SuppressMessage("Security", "CA5394", Justification = "It spreads load and keeps no secret.")]
internal sealed class Jitter(long max, int seed)
{
    private readonly Random? _random = max == 0 ? null : seed == 0 ? Random.Shared : new Random(seed);

    public long Max => max;

    public long Draw() => _random?.NextInt64(max + 1) ?? 0;
}
