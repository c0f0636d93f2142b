using System.Diagnostics.CodeAnalysis;

namespace Daemonize;

/// <summary>What a daemon with <see cref="DaemonScope.Cluster"/> does in its cluster, at one moment.</summary>
public sealed class DaemonClusterStatus
{
    /// <summary>Creates a status without a value.</summary>
    public DaemonClusterStatus()
    {
    }

    /// <summary>Creates a copy of a status, of which some parts can be set.</summary>
    [SetsRequiredMembers]
    internal DaemonClusterStatus(DaemonClusterStatus other) =>
        (Role, Token, Leader, Shards, ShardsTotal, LeaseEndsAt, StoreSilentSince) =
            (other.Role, other.Token, other.Leader, other.Shards, other.ShardsTotal, other.LeaseEndsAt, other.StoreSilentSince);

    /// <summary>What the process does.</summary>
    public required DaemonClusterRole Role { get; init; }

    /// <summary>
    /// The fencing token of the current term: this process's or the leader's; 0 if nobody has led yet, and with
    /// <see cref="DaemonAttribute.Shards"/>, each of which has its own.
    /// </summary>
    public long Token { get; init; }

    /// <summary>
    /// The host and process id of the leader, such as <c>host-a:812</c>; null if nobody leads or it is unknown. With shards, this process
    /// if it leads any of them, else null.
    /// </summary>
    public string? Leader { get; init; }

    /// <summary>
    /// How many shards this process leads, from 0 to <see cref="ShardsTotal"/>; null for a daemon without
    /// <see cref="DaemonAttribute.Shards"/>.
    /// </summary>
    public int? Shards { get; init; }

    /// <summary>How many shards there are; null for a daemon without them.</summary>
    public int? ShardsTotal { get; init; }

    /// <summary>
    /// When this process's lease ends unless it is renewed, to a few seconds; null if it holds none. With shards, the
    /// first end of a lease.
    /// </summary>
    public DateTimeOffset? LeaseEndsAt { get; init; }

    /// <summary>Since when the store has not answered; null while it does.</summary>
    public DateTimeOffset? StoreSilentSince { get; init; }

    /// <summary>Whether another status says the same.</summary>
    internal bool IsSame(DaemonClusterStatus? other) =>
        other is not null && Role == other.Role && Token == other.Token && Leader == other.Leader && Shards == other.Shards
            && ShardsTotal == other.ShardsTotal && LeaseEndsAt == other.LeaseEndsAt && StoreSilentSince == other.StoreSilentSince;
}
