namespace Daemonize.Clustering;

/// <summary>
/// A store whose leases the kernel keeps: a lease lasts as long as the process that holds it, whatever its time says, and ends with it. An
/// owner needs no fence then, because no other process can take the lease of one that is stopped or slow. Followers wait for the end.
/// </summary>
internal interface IReleaseWait
{
    /// <summary>
    /// Waits until no process holds the lease. Ends at once if none does, so the caller tries to take it before it waits again; another may
    /// have been faster.
    /// </summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <exception cref="Cluster.ClusterStoreException">The lease cannot be read.</exception>
    ValueTask WaitForReleaseAsync(string name, int shard, CancellationToken abandon);
}
