using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Scheduling;

/// <summary>A random wait for each slot, uniform from zero to <paramref name="max"/>.</summary>
/// <param name="max">The longest wait, in ticks of 100 ns; 0 for no wait.</param>
/// <param name="seed">The seed that makes the waits repeat; 0 for other waits in each process.</param>
[SuppressMessage("Security", "CA5394", Justification = "It spreads load and keeps no secret.")]
internal sealed class Jitter(long max, int seed)
{
    private readonly Random? _random = max == 0 ? null
        : seed == 0 ? Random.Shared : new Random(seed);

    public long Max => max;

    public long Draw() => _random?.NextInt64(max + 1) ?? 0;
}
