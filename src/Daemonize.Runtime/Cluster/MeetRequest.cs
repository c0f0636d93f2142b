namespace Daemonize.Cluster;

/// <summary>A request to write the record of a member: see <see cref="ClusterStore.MeetAsync"/>.</summary>
public sealed record MeetRequest
{
    /// <summary>The member.</summary>
    public required ClusterMember Member { get; init; }

    /// <summary>How long the record lasts from now; zero removes it at once.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The epoch of the last reply. The store counts the members only if it has another; null to count in any case.</summary>
    public long? Epoch { get; init; }
}
