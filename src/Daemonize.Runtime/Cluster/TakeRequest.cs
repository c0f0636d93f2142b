namespace Daemonize.Cluster;

/// <summary>A request to begin a term: see <see cref="ClusterStore.TakeAsync"/>.</summary>
public sealed record TakeRequest
{
    /// <summary>The name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The process that asks, by its random number.</summary>
    public required Guid Owner { get; init; }

    /// <summary>The host and process id of the process, such as <c>host-a:812</c>.</summary>
    public required string Host { get; init; }

    /// <summary>How long the lease lasts from now.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The shards, with the token that each had when the caller looked.</summary>
    public required IReadOnlyList<ShardToken> Shards { get; init; }
}
