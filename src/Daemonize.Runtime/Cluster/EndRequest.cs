namespace Daemonize.Cluster;

/// <summary>A request to end slots or terms: see <see cref="ClusterStore.EndAsync"/>.</summary>
public sealed record EndRequest
{
    /// <summary>The name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The process that asks, by its random number.</summary>
    public required Guid Owner { get; init; }

    /// <summary>The shards with the slots that have ended.</summary>
    public required IReadOnlyList<ShardEnd> Shards { get; init; }
}
