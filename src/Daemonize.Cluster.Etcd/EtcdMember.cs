using System.Globalization;
using System.Text.Json;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Etcd;

/// <summary>The value of a member.</summary>
internal sealed record EtcdMember
{
    public required Guid Id { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    public required string Version { get; init; }

    public long Options { get; init; }

    public long? NextSlot { get; init; }

    public int Shards { get; init; }

    public long LastSeen { get; init; }

    public long Joined { get; init; }

    public long Until { get; init; }

    public static byte[] Write(StoredMember stored)
    {
        var member = stored.Member;
        return JsonSerializer.SerializeToUtf8Bytes(
            new EtcdMember
            {
                Id = member.Id,
                Host = member.Host,
                Pid = member.ProcessId,
                Version = member.Version,
                Options = member.Options,
                NextSlot = member.NextSlot,
                Shards = member.Shards,
                LastSeen = member.LastSeen,
                Joined = stored.Joined,
                Until = stored.Until,
            },
            EtcdValues.Default.EtcdMember);
    }

    public static StoredMember Read(string name, EtcdEntry entry)
    {
        var stored = JsonSerializer.Deserialize(entry.Value ?? [], EtcdValues.Default.EtcdMember) ?? throw new JsonException("null");
        var member = new ClusterMember
        {
            Name = name,
            Id = stored.Id,
            Host = stored.Host,
            ProcessId = stored.Pid,
            Version = stored.Version,
            Options = stored.Options,
            NextSlot = stored.NextSlot,
            Shards = stored.Shards,
            LastSeen = stored.LastSeen,
        };
        return new StoredMember(member, stored.Joined, stored.Until, entry.ModRevision.ToString(CultureInfo.InvariantCulture));
    }
}
