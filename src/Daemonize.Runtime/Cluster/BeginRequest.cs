namespace Daemonize.Cluster;

/// <summary>A request to begin slots: see <see cref="ClusterStore.BeginAsync"/>.</summary>
public sealed record BeginRequest
{
    /// <summary>The name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The process that asks, by its random number.</summary>
    public required Guid Owner { get; init; }

    /// <summary>How long the lease lasts from now.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The shards with the slots to begin.</summary>
    public required IReadOnlyList<ShardBegin> Shards { get; init; }
}
