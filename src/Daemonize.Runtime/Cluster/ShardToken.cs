namespace Daemonize.Cluster;

/// <summary>A shard and a token of its record.</summary>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token that the caller knows.</param>
public readonly record struct ShardToken(int Shard, long Token);
