namespace Daemonize.Cluster.Records;

/// <summary>A record with the version that the store gave it.</summary>
/// <param name="Record">The record; null if the store has none.</param>
/// <param name="Version">The version; null if the store has no record.</param>
internal readonly record struct StoredLease(LeaseRecord? Record, string? Version);
