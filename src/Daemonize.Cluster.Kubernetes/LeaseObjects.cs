using System.Globalization;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Leases as objects.</summary>
internal static class LeaseObjects
{
    public static LeaseObject Write(string name, StoredLease stored)
    {
        var (record, lease) = (stored.Record!, stored.Record!.Lease);
        return new LeaseObject
        {
            Metadata = new LeaseMetadata
            {
                Name = KubernetesNames.Lease(name, lease.Shard),
                ResourceVersion = stored.Version,
                Labels = KubernetesNames.Labels(name, KubernetesNames.LeaseRecord),
                Annotations = Annotations.Write(
                    ("name", name),
                    ("shard", lease.Shard),
                    ("token", lease.Token),
                    ("owner", lease.Owner),
                    ("host", lease.Host),
                    ("until", lease.Until),
                    ("renewals", record.Renewals),
                    ("duration", record.Duration),
                    ("slot", lease.Slot),
                    ("attempt", lease.Attempt),
                    ("done", lease.Done),
                    ("missed", lease.Missed),
                    ("interrupted", lease.Interrupted),
                    ("deputy", lease.Deputy),
                    ("deputy-until", lease.DeputyUntil)),
            },
            Spec = Spec(lease.Owner is null ? null : lease.Host, lease.Until, record.Duration),
        };
    }

    /// <exception cref="FormatException">The object is not one that <see cref="Write"/> wrote.</exception>
    public static StoredLease Read(LeaseObject stored)
    {
        var values = new Annotations(stored.Metadata.Annotations);
        var record = new LeaseRecord
        {
            Lease = new Lease
            {
                Shard = (int)values.Number("shard"),
                Token = values.Number("token"),
                Owner = values.FindId("owner"),
                Host = values.Find("host"),
                Until = values.Number("until"),
                Slot = values.Number("slot"),
                Attempt = (int)values.Number("attempt"),
                Done = values.Number("done"),
                Missed = values.Number("missed"),
                Interrupted = values.Number("interrupted"),
                Deputy = values.FindId("deputy"),
                DeputyUntil = values.Number("deputy-until"),
            },
            Renewals = values.Number("renewals"),
            Duration = values.Number("duration"),
        };
        return new StoredLease(record, stored.Metadata.ResourceVersion);
    }

    /// <summary>What people see, with the last renewal; nothing without a holder.</summary>
    public static LeaseSpec Spec(string? holder, long until, long duration) => holder is null ? new LeaseSpec() : new LeaseSpec
    {
        HolderIdentity = holder,
        LeaseDurationSeconds = (int)Math.Clamp((duration + 999) / 1000, 1, int.MaxValue),
        RenewTime = DateTimeOffset.FromUnixTimeMilliseconds(until - duration)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
    };
}
