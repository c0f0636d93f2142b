using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Scheduling;

/// <summary>A random wait for each slot, uniform from zero to <paramref name="max"/>.</summary>
/// <param name="max">The longest wait, in ticks of 100 ns; 0 for no wait.</param>
/// <param name="seed">The seed that makes the waits repeat; 0 for other waits in each process.</param>
/// <param name="key">
/// A hash that gives each slot its wait, the same in each process that has the hash; null for one random wait after another.
/// </param>
[SuppressMessage("Security", "CA5394", Justification = "It spreads load and keeps no secret.")]
internal sealed class Jitter(long max, int seed, StableHash? key = null)
{
    private readonly Random? _random = max == 0 ? null
        : seed == 0 ? Random.Shared : new Random(seed);

    public long Max => max;

    /// <summary>Gets the waits of a shard; the same for all without a key.</summary>
    public Jitter OfShard(int shard) => max == 0 || key is not { } hash ? this : new Jitter(max, seed, hash.Add(shard));

    /// <summary>Gets the wait of a slot.</summary>
    /// <param name="instant">The instant of the slot, which counts only with a key.</param>
    public long Draw(long instant) =>
        max == 0 ? 0
        : key is { } hash ? hash.Add(instant).UpTo(max)
        : _random!.NextInt64(max + 1);
}
