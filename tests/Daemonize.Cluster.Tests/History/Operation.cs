namespace Daemonize.Cluster.Tests.History;

/// <summary>A call as its caller saw it.</summary>
/// <param name="Called">When the call began, by a monotonic clock that all callers share.</param>
/// <param name="Returned">When it ended.</param>
/// <param name="Step">What was asked.</param>
/// <param name="Now">The store's time in the reply.</param>
/// <param name="Record">The record in the reply; null if the step was refused.</param>
public sealed record Operation(long Called, long Returned, StoreStep Step, long Now, Lease? Record);
