namespace Daemonize.Cluster;

/// <summary>A request to read records: see <see cref="ClusterStore.LookAsync"/>.</summary>
public sealed record LookRequest
{
    /// <summary>The name in the store: the program and the daemon, such as <c>newsapp/fetch</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The shards whose records to read.</summary>
    public required IReadOnlyList<int> Shards { get; init; }

    /// <summary>The process that asks to be the deputy; null if it does not.</summary>
    public Guid? Deputy { get; init; }

    /// <summary>
    /// How long the deputy's term lasts from now. A store may leave the term of the deputy that asks as it is while it ends no later, and
    /// more than half of it is left. It has no effect without <see cref="Deputy"/>.
    /// </summary>
    public TimeSpan DeputyTerm { get; init; }
}
