using System.Text.Json;
using System.Text.Json.Serialization;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Etcd;

/// <summary>The value of a lease: readable for people who look with etcdctl.</summary>
internal sealed record EtcdLease
{
    public long Token { get; init; }

    public Guid? Owner { get; init; }

    public string? Host { get; init; }

    public long Until { get; init; }

    public long Renewals { get; init; }

    public long Duration { get; init; }

    public long Slot { get; init; }

    public int Attempt { get; init; }

    public long Done { get; init; }

    public long Missed { get; init; }

    public long Interrupted { get; init; }

    public Guid? Deputy { get; init; }

    public long DeputyUntil { get; init; }

    public static byte[] Write(LeaseRecord record)
    {
        var lease = record.Lease;
        return JsonSerializer.SerializeToUtf8Bytes(
            new EtcdLease
            {
                Token = lease.Token,
                Owner = lease.Owner,
                Host = lease.Host,
                Until = lease.Until,
                Renewals = record.Renewals,
                Duration = record.Duration,
                Slot = lease.Slot,
                Attempt = lease.Attempt,
                Done = lease.Done,
                Missed = lease.Missed,
                Interrupted = lease.Interrupted,
                Deputy = lease.Deputy,
                DeputyUntil = lease.DeputyUntil,
            },
            EtcdValues.Default.EtcdLease);
    }

    public static LeaseRecord Read(int shard, byte[]? value)
    {
        var stored = JsonSerializer.Deserialize(value ?? [], EtcdValues.Default.EtcdLease) ?? throw new JsonException("null");
        return new LeaseRecord
        {
            Lease = new Lease
            {
                Shard = shard,
                Token = stored.Token,
                Owner = stored.Owner,
                Host = stored.Host,
                Until = stored.Until,
                Slot = stored.Slot,
                Attempt = stored.Attempt,
                Done = stored.Done,
                Missed = stored.Missed,
                Interrupted = stored.Interrupted,
                Deputy = stored.Deputy,
                DeputyUntil = stored.DeputyUntil,
            },
            Renewals = stored.Renewals,
            Duration = stored.Duration,
        };
    }
}

/// <summary>The generated code that writes and reads the values of keys.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EtcdLease))]
[JsonSerializable(typeof(EtcdMember))]
internal sealed partial class EtcdValues : JsonSerializerContext;
