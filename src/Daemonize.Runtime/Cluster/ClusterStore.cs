namespace Daemonize.Cluster;

/// <summary>
/// The store that the processes of a daemon share: one record for each name and shard, and one for each process. A package implements it
/// for a server, such as PostgreSQL. Everything that matters is decided in the store, by one atomic step for each shard. Nothing may depend
/// on a session, on a notification, or on the clock of the caller.
/// </summary>
/// <remarks>
/// <para>
/// A step changes only the shards whose record fulfils its condition, and replies with these. A shard that is not in the reply was refused.
/// A step that is repeated with the same arguments leaves the same state; a step that is carried out after its caller has given up takes
/// nothing away from a newer term, and never shortens a lease that a later step has granted. Every reply has the clock of the store, and
/// all times in the records are times of that clock.
/// </para>
/// <para>All methods can be called at the same time from several threads. Times are milliseconds since the Unix epoch.</para>
/// <para>
/// A call that fails, or that is abandoned, throws <see cref="ClusterStoreException"/> or <see cref="OperationCanceledException"/>; whether
/// its step was carried out is then unknown.
/// </para>
/// </remarks>
public abstract class ClusterStore : IAsyncDisposable
{
    /// <summary>Connects to the store, creates what it needs there, and checks that the store keeps what it acknowledges.</summary>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <exception cref="ClusterStoreException">The store does not answer, refuses the caller, or loses acknowledged writes.</exception>
    public abstract ValueTask ConnectAsync(CancellationToken abandon);

    /// <summary>
    /// Reads records. A record that does not exist is created, with <see cref="Lease.Slot"/> and <see cref="Lease.Done"/> at the current
    /// time: the first deployment has missed nothing. If the request names a deputy, it becomes the deputy of each record that has none,
    /// whose deputy's term is over or has become the owner, or whose deputy it is already.
    /// </summary>
    /// <param name="request">The records to read.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>All records that the request names.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon);

    /// <summary>
    /// Begins a term. Condition: the record's token is the one that the caller has seen, and the record has no owner, or its lease is over,
    /// or the caller owns it. Effect: the caller is the owner, the token is the greater of the last one plus 1 and the current time, and
    /// the lease ends after the requested time.
    /// </summary>
    /// <param name="request">The caller, and the records with the tokens seen.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The records that the caller owns now.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon);

    /// <summary>
    /// Begins slots. Condition: the caller is the owner with this token, <see cref="Lease.Done"/> is before the slot, and either the
    /// record's slot is before it, or it is this slot and its attempt is the requested one or the one before. Effect: the lease ends after
    /// the requested time; <see cref="Lease.Done"/> is not before <see cref="ShardBegin.Ended"/>; and unless the slot is later than the
    /// current time, the record has the slot and the attempt, and, if its slot has moved, the number of passed slots is added to
    /// <see cref="Lease.Missed"/>.
    /// </summary>
    /// <param name="request">The caller, and the slots.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>
    /// The records whose condition was fulfilled. A record with an earlier slot or attempt than requested was asked too early.
    /// </returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon);

    /// <summary>
    /// Renews leases. Condition: the caller is the owner with this token; a lease that is over, but that nobody has taken, is renewed.
    /// Effect: the lease ends after the requested time.
    /// </summary>
    /// <param name="request">The caller, and the records with their tokens.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The renewed records.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon);

    /// <summary>
    /// Ends slots, and with <see cref="ShardEnd.Releases"/> the term. Condition: the caller is the owner with this token. Effect:
    /// <see cref="Lease.Done"/> moves to the slot, if that is later, and then the number of interrupted slots is added to
    /// <see cref="Lease.Interrupted"/>; a released record has no owner.
    /// </summary>
    /// <param name="request">The caller, and the slots.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The records whose condition was fulfilled.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon);

    /// <summary>Writes the record of a member, which lasts for the requested time, and counts the members of its name.</summary>
    /// <param name="request">The member, and how long its record lasts.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The number of members, and the place of this one among them.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon);

    /// <summary>Reads the members of a name: those whose record has not ended.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The members, in order of their ids.</returns>
    /// <exception cref="ClusterStoreException">The store did not answer, or answered with an error.</exception>
    public abstract ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon);

    /// <summary>Closes the connections. Leases are not released by it.</summary>
    /// <returns>A task for the end of the connections.</returns>
    public abstract ValueTask DisposeAsync();
}
