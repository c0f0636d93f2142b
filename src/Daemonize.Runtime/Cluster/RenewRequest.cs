namespace Daemonize.Cluster;

/// <summary>A request to renew leases: see <see cref="ClusterStore.RenewAsync"/>.</summary>
public sealed record RenewRequest
{
    /// <summary>The name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The process that asks, by its random number.</summary>
    public required Guid Owner { get; init; }

    /// <summary>How long the leases last from now.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The shards, with the token of the caller's term of each.</summary>
    public required IReadOnlyList<ShardToken> Shards { get; init; }
}
