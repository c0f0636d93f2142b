namespace Daemonize.Cluster.Tests.History;

/// <summary>What a caller asked for one shard.</summary>
public abstract record StoreStep
{
    /// <summary>The process that asked; unused by a look.</summary>
    public Guid Owner { get; init; }

    /// <summary>The lease in milliseconds.</summary>
    public long Lease { get; init; }
}

public sealed record LookStep : StoreStep;

public sealed record TakeStep(long Seen) : StoreStep;

public sealed record BeginStep(long Token, long Slot, int Attempt, long Passed) : StoreStep;

public sealed record RenewStep(long Token) : StoreStep;

public sealed record EndStep(long Token, long Slot, int Interrupted, bool Releases) : StoreStep;
