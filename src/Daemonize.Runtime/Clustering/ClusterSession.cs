using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <summary>The store of a daemon, and who this process is in it.</summary>
/// <param name="Store">The store that the processes share.</param>
/// <param name="Name">The name in the store: the program and the daemon, and before them the group.</param>
/// <param name="Host">The host and process id, for people.</param>
/// <param name="Rules">What the processes of the daemon agree on.</param>
internal sealed record ClusterSession(ClusterStore Store, string Name, string Host, LeaseRules Rules)
{
    /// <summary>The prefix of messages in the log.</summary>
    public required string Category { get; init; }

    /// <summary>This process among the members, without what changes.</summary>
    public required ClusterMember Member { get; init; }

    /// <summary>What kills this process at the end of its lease; null if nothing does.</summary>
    public Fence? Fence { get; init; }

    /// <summary>Leaves the reason for its end where it is looked for, shortly before the kernel kills this process.</summary>
    public required Action<string> LastWord { get; init; }

    /// <summary>Whether this process may lead. One that could not be killed may not.</summary>
    public bool MayLead { get; init; } = true;

    /// <summary>Why the run needs no lease in time: the kernel keeps the leases. Null if it does not.</summary>
    public IReleaseWait? KeptByKernel => Store as IReleaseWait;
}
