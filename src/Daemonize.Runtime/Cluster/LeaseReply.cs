namespace Daemonize.Cluster;

/// <summary>The reply of a store to a step.</summary>
/// <param name="Now">The store's time of the step, in milliseconds since the Unix epoch.</param>
/// <param name="Leases">The records whose condition was fulfilled, as they are after the step, in any order.</param>
public sealed record LeaseReply(long Now, IReadOnlyList<Lease> Leases);
