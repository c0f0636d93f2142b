namespace Daemonize.Cluster;

/// <summary>What a store knows of the slot of a tick: see <see cref="DaemonContext.Claim"/>.</summary>
/// <param name="Store">The store that the processes share.</param>
/// <param name="Name">The name in the store.</param>
/// <param name="Owner">The process, by its random number.</param>
/// <param name="Shard">The shard, from 0.</param>
/// <param name="Token">The token of the term.</param>
/// <param name="Slot">The slot, in milliseconds since the Unix epoch.</param>
/// <param name="IsAlone">Whether no other slot of the shard can be open: ticks come one after another.</param>
public sealed record SlotClaim(ClusterStore Store, string Name, Guid Owner, int Shard, long Token, long Slot, bool IsAlone);
