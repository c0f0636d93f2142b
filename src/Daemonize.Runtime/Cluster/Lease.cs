namespace Daemonize.Cluster;

/// <summary>The record of a name and a shard, as the store has it.</summary>
public sealed record Lease
{
    /// <summary>The shard, from 0. A daemon without shards has shard 0 only.</summary>
    public required int Shard { get; init; }

    /// <summary>The token of the current term, or of the last one; 0 if there was none. A later term has a greater token.</summary>
    public required long Token { get; init; }

    /// <summary>The process that owns the lease, by a random number; null if none does.</summary>
    public Guid? Owner { get; init; }

    /// <summary>
    /// The host and process id of the owner, or of the last one, such as <c>host-a:812</c>: for people only. Null if unknown.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>When the owner's lease ends unless it is renewed; meaningless without an owner.</summary>
    public long Until { get; init; }

    /// <summary>The last slot that was begun.</summary>
    public required long Slot { get; init; }

    /// <summary>How often that slot was begun: 1 or more.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Every slot that was begun up to this one has ended.</summary>
    public required long Done { get; init; }

    /// <summary>The number of slots that nobody has begun.</summary>
    public long Missed { get; init; }

    /// <summary>The number of slots that were begun and whose end was not recorded, because their owner was lost.</summary>
    public long Interrupted { get; init; }

    /// <summary>The process that looks at each slot whether the owner begins it; null for none.</summary>
    public Guid? Deputy { get; init; }

    /// <summary>When the deputy's term ends; meaningless without a deputy.</summary>
    public long DeputyUntil { get; init; }
}
