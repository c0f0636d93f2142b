using System.Collections.Concurrent;
using System.Globalization;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>Records in memory, which several stores share as processes share a server. It can only compare and set.</summary>
internal sealed class MemoryRecords : IRecordStore
{
    private readonly ConcurrentDictionary<(string Name, int Shard), StoredLease> _leases = [];
    private readonly ConcurrentDictionary<(string Name, Guid Id), StoredMember> _members = [];
    private long _version;

    public long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Between a read and a write others have their turn, as with a real server.</summary>
    private static Task LetOthersAsync(CancellationToken abandon) => Task.Delay(1, abandon);

    public async Task<IReadOnlyList<StoredLease>> ReadAsync(string name, IReadOnlyList<int> shards, CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        StoredLease[] leases = [.. shards.Select(shard => _leases.GetValueOrDefault((name, shard)))];
        await LetOthersAsync(abandon);
        return leases;
    }

    public async Task<IReadOnlyList<bool>> WriteAsync(string name, IReadOnlyList<StoredLease> leases, CancellationToken abandon)
    {
        await LetOthersAsync(abandon);
        return [.. leases.Select(lease => Set(
            _leases, (name, lease.Record!.Lease.Shard), lease.Version, version => lease with { Version = version },
            static lease => lease.Version))];
    }

    public async Task<IReadOnlyList<StoredMember>> ReadMembersAsync(string name, CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        StoredMember[] members = [.. _members.Where(member => member.Key.Name == name).Select(static member => member.Value)];
        await LetOthersAsync(abandon);
        return members;
    }

    public async Task<bool> WriteMemberAsync(StoredMember member, CancellationToken abandon)
    {
        await LetOthersAsync(abandon);
        return Set(_members, (member.Member.Name, member.Member.Id), member.Version, version => member with { Version = version },
            static member => member.Version);
    }

    public async Task RemoveMemberAsync(StoredMember member, CancellationToken abandon)
    {
        await LetOthersAsync(abandon);
        _members.TryRemove(new((member.Member.Name, member.Member.Id), member));
    }

    private bool Set<TKey, T>(ConcurrentDictionary<TKey, T> all, TKey key, string? expected, Func<string, T> next, Func<T, string?> version)
        where TKey : notnull
    {
        var written = next(Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        return expected is null
            ? all.TryAdd(key, written)
            : all.TryGetValue(key, out var found) && version(found) == expected && all.TryUpdate(key, written, found);
    }
}
