namespace Daemonize.Cluster.Records;

/// <summary>A lease as a store keeps it that has no scripts: with what tells whether its owner still renews it.</summary>
internal sealed record LeaseRecord
{
    /// <summary>The lease.</summary>
    public required Lease Lease { get; init; }

    /// <summary>Grows with each renewal. A record with the same token and number is one that nobody has renewed since.</summary>
    public long Renewals { get; init; }

    /// <summary>How long the lease lasts from its last renewal, in milliseconds.</summary>
    public long Duration { get; init; }
}
