namespace Daemonize.Cluster;

/// <summary>A process of a daemon, as it tells the store about itself.</summary>
public sealed record ClusterMember
{
    /// <summary>The name in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The random number of the process.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of its host.</summary>
    public required string Host { get; init; }

    /// <summary>Its process id on that host.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>A hash of the options that all processes of a daemon should have in common.</summary>
    public long Options { get; init; }

    /// <summary>The next slot, in milliseconds since the Unix epoch; null if there is none.</summary>
    public long? NextSlot { get; init; }

    /// <summary>The number of leases that the process owns.</summary>
    public int Shards { get; init; }

    /// <summary>When the process wrote its record, by the clock of the store. The store sets it.</summary>
    public long LastSeen { get; init; }
}
