namespace Daemonize.Cluster.Records;

/// <summary>The record of a member, with the version that the store gave it.</summary>
/// <param name="Member">The member, as it has described itself.</param>
/// <param name="Joined">When the member came; another number than before if its record had ended.</param>
/// <param name="Until">When the record ends, by the clock of the store.</param>
/// <param name="Version">The version; null if the store has no record.</param>
internal readonly record struct StoredMember(ClusterMember Member, long Joined, long Until, string? Version);
