namespace Daemonize.Cluster;

/// <summary>A slot of a shard that has ended.</summary>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token of the caller's term.</param>
/// <param name="Slot">Every begun slot up to this one has ended, in milliseconds since the Unix epoch; 0 to end none.</param>
/// <param name="Interrupted">The number of slots up to it whose end is unknown, because the term in which they began was lost.</param>
/// <param name="Releases">Whether the caller's term ends with it.</param>
public readonly record struct ShardEnd(int Shard, long Token, long Slot, int Interrupted, bool Releases);
