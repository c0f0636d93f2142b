namespace Daemonize;

/// <summary>What a process does in its cluster. See <see cref="DaemonScope.Cluster"/>.</summary>
public enum DaemonClusterRole
{
    /// <summary>It has not heard from the store yet.</summary>
    Waiting,

    /// <summary>
    /// It leads, or leads at least one shard: the slots tick here. Between slots that are far apart it holds no lease, and takes it again
    /// for the next.
    /// </summary>
    Leader,

    /// <summary>Another process leads, or others lead all shards, and this one takes over if one stops or fails.</summary>
    Follower,
}
