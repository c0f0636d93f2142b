namespace Daemonize.Cluster.Records;

/// <summary>A store that can only compare and set: it reads records, and writes those that have not changed since.</summary>
internal interface IRecordStore
{
    /// <summary>The time of the store, never later than the true one. There is one after the first read.</summary>
    long Now { get; }

    /// <summary>Reads leases, as they are now.</summary>
    /// <returns>One for each shard, in their order.</returns>
    Task<IReadOnlyList<StoredLease>> ReadAsync(string name, IReadOnlyList<int> shards, CancellationToken abandon);

    /// <summary>Writes leases whose version is still the one that was read.</summary>
    /// <returns>For each lease, whether it was written.</returns>
    Task<IReadOnlyList<bool>> WriteAsync(string name, IReadOnlyList<StoredLease> leases, CancellationToken abandon);

    /// <summary>Reads the members of a name, in any order, with those whose record has ended.</summary>
    Task<IReadOnlyList<StoredMember>> ReadMembersAsync(string name, CancellationToken abandon);

    /// <summary>Writes the record of a member if it still has the version that was read.</summary>
    /// <returns>Whether it was written.</returns>
    Task<bool> WriteMemberAsync(StoredMember member, CancellationToken abandon);

    /// <summary>Removes the record of a member if it still has the version that was read.</summary>
    Task RemoveMemberAsync(StoredMember member, CancellationToken abandon);
}
