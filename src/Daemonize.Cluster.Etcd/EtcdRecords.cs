using System.Globalization;
using System.Text;
using System.Text.Json;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Etcd;

/// <summary>Keeps records as keys: one for each lease and each member.</summary>
/// <param name="gateway">The servers that answer requests.</param>
/// <param name="prefix">What all keys begin with.</param>
internal sealed class EtcdRecords(EtcdGateway gateway, string prefix) : IRecordStore
{
    /// <summary>etcd allows 128 operations in a transaction unless it is configured otherwise.</summary>
    private const int BatchSize = 100;

    public long Now => gateway.Clock.Now;

    public async Task<IReadOnlyList<StoredLease>> ReadAsync(string name, IReadOnlyList<int> shards, CancellationToken abandon)
    {
        var leases = new List<StoredLease>(shards.Count);
        // Without shards the server still says its time.
        IEnumerable<int[]> batches = shards.Count == 0 ? [[]] : shards.Chunk(BatchSize);
        foreach (var batch in batches)
        {
            var read = new EtcdTransaction { Success = [.. batch.Select(shard => Read(new EtcdRange(LeaseKey(name, shard))))] };
            var reply = await gateway.RunAsync(read, abandon).ConfigureAwait(false);
            leases.AddRange(gateway.Read<StoredLease[]>(() => [.. batch.Select((shard, place) => Read(shard, Entries(reply, place)))]));
        }
        return leases;
    }

    public async Task<IReadOnlyList<bool>> WriteAsync(string name, IReadOnlyList<StoredLease> leases, CancellationToken abandon)
    {
        var written = new List<bool>(leases.Count);
        foreach (var batch in leases.Chunk(BatchSize))
        {
            // All of a batch or none: those of a batch in which one has changed are read and decided again.
            var write = new EtcdTransaction
            {
                Compare = [.. batch.Select(lease => Compare(LeaseKey(name, lease.Record!.Lease.Shard), lease.Version))],
                Success = [.. batch.Select(lease => Write(LeaseKey(name, lease.Record!.Lease.Shard), EtcdLease.Write(lease.Record)))],
            };
            var reply = await gateway.RunAsync(write, abandon).ConfigureAwait(false);
            written.AddRange(Enumerable.Repeat(reply.Succeeded, batch.Length));
        }
        return written;
    }

    public async Task<IReadOnlyList<StoredMember>> ReadMembersAsync(string name, CancellationToken abandon)
    {
        var first = MemberKey(name, "");
        byte[] end = [.. first];
        end[^1]++;
        var read = new EtcdTransaction { Success = [Read(new EtcdRange(first, end))] };
        var reply = await gateway.RunAsync(read, abandon).ConfigureAwait(false);
        return gateway.Read<StoredMember[]>(() => [.. Entries(reply, 0).Select(entry => EtcdMember.Read(name, entry))]);
    }

    public async Task<bool> WriteMemberAsync(StoredMember member, CancellationToken abandon)
    {
        var key = MemberKey(member.Member.Name, member.Member.Id.ToString());
        var write = new EtcdTransaction
        {
            Compare = [Compare(key, member.Version)],
            Success = [Write(key, EtcdMember.Write(member))],
        };
        return (await gateway.RunAsync(write, abandon).ConfigureAwait(false)).Succeeded;
    }

    public async Task RemoveMemberAsync(StoredMember member, CancellationToken abandon)
    {
        var key = MemberKey(member.Member.Name, member.Member.Id.ToString());
        var remove = new EtcdTransaction
        {
            Compare = [Compare(key, member.Version)],
            Success = [new EtcdOperation { RequestDeleteRange = new EtcdRange(key) }],
        };
        await gateway.RunAsync(remove, abandon).ConfigureAwait(false);
    }

    private static IReadOnlyList<EtcdEntry> Entries(EtcdTransactionReply reply, int place) =>
        (reply.Responses?.ElementAtOrDefault(place) ?? throw new JsonException("no reply to an operation")).ResponseRange?.Kvs ?? [];

    private static StoredLease Read(int shard, IReadOnlyList<EtcdEntry> entries) => entries is [var entry]
        ? new StoredLease(EtcdLease.Read(shard, entry.Value), entry.ModRevision.ToString(CultureInfo.InvariantCulture))
        : default;

    private static EtcdOperation Read(EtcdRange range) => new() { RequestRange = range };

    private static EtcdOperation Write(byte[] key, byte[] value) => new() { RequestPut = new EtcdPut(key, value) };

    private static EtcdCompare Compare(byte[] key, string? version) =>
        new(key, version is null ? 0 : long.Parse(version, CultureInfo.InvariantCulture));

    private byte[] LeaseKey(string name, int shard) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}:lease:{shard}"));

    private byte[] MemberKey(string name, string id) => Encoding.UTF8.GetBytes($"{prefix}{name}:member:{id}");
}
