using System.Globalization;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Members as objects.</summary>
internal static class MemberObjects
{
    public static LeaseObject Write(StoredMember stored)
    {
        var member = stored.Member;
        return new LeaseObject
        {
            Metadata = new LeaseMetadata
            {
                Name = KubernetesNames.Member(member.Name, member.Id),
                ResourceVersion = stored.Version,
                Labels = KubernetesNames.Labels(member.Name, KubernetesNames.MemberRecord),
                Annotations = Annotations.Write(
                    ("name", member.Name),
                    ("id", member.Id),
                    ("host", member.Host),
                    ("pid", member.ProcessId),
                    ("version", member.Version),
                    ("options", member.Options),
                    ("next-slot", member.NextSlot),
                    ("shards", member.Shards),
                    ("last-seen", member.LastSeen),
                    ("joined", stored.Joined),
                    ("until", stored.Until)),
            },
            Spec = LeaseObjects.Spec(
                string.Create(CultureInfo.InvariantCulture, $"{member.Host}:{member.ProcessId}"),
                stored.Until,
                stored.Until - member.LastSeen),
        };
    }

    /// <exception cref="FormatException">The object is not one that <see cref="Write"/> wrote.</exception>
    public static StoredMember Read(string name, LeaseObject stored)
    {
        var values = new Annotations(stored.Metadata.Annotations);
        var member = new ClusterMember
        {
            Name = name,
            Id = values.FindId("id") ?? throw new FormatException("no annotation id"),
            Host = values.Find("host") ?? "",
            ProcessId = (int)values.Number("pid"),
            Version = values.Find("version") ?? "",
            Options = values.Number("options"),
            NextSlot = values.FindNumber("next-slot"),
            Shards = (int)values.Number("shards"),
            LastSeen = values.Number("last-seen"),
        };
        return new StoredMember(member, values.Number("joined"), values.Number("until"), stored.Metadata.ResourceVersion);
    }
}
