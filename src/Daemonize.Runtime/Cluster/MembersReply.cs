namespace Daemonize.Cluster;

/// <summary>The members of a name.</summary>
/// <param name="Now">The store's time, in milliseconds since the Unix epoch.</param>
/// <param name="Members">The members, in order of their ids.</param>
public sealed record MembersReply(long Now, IReadOnlyList<ClusterMember> Members);
