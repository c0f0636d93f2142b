using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>The names, labels and annotations of objects.</summary>
internal static class KubernetesNames
{
    /// <summary>What the keys of labels and annotations begin with.</summary>
    public const string Prefix = "daemonize.github.io/";

    /// <summary>The label with the name in the store, as <see cref="Group"/> writes it.</summary>
    public const string NameLabel = Prefix + "name";

    /// <summary>The label with what the object is.</summary>
    public const string RecordLabel = Prefix + "record";

    public const string LeaseRecord = "lease";

    public const string MemberRecord = "member";

    /// <summary>The rest is a hash, and at most the number of a shard or an id: 63 characters are allowed for a label.</summary>
    private const int ReadableLength = 40;

    /// <summary>A name in the store as a label: readable, and with a hash, because objects allow few characters in their names.</summary>
    public static string Group(string name)
    {
        var readable = new StringBuilder();
        foreach (var character in name.AsSpan(0, Math.Min(name.Length, ReadableLength)))
        {
            readable.Append(char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-');
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
        return $"{readable.ToString().Trim('-')}-{hash}".TrimStart('-');
    }

    /// <summary>The name of the object of a shard.</summary>
    public static string Lease(string name, int shard) => string.Create(CultureInfo.InvariantCulture, $"{Group(name)}-{shard}");

    /// <summary>The name of the object of a member.</summary>
    public static string Member(string name, Guid id) => $"{Group(name)}-{id}";

    /// <summary>The labels of an object.</summary>
    public static Dictionary<string, string> Labels(string name, string record) => new()
    {
        [NameLabel] = Group(name),
        [RecordLabel] = record,
        ["app.kubernetes.io/managed-by"] = "daemonize",
    };

    /// <summary>The selector of the objects of a name, as a query.</summary>
    public static string Selector(string name, string record) =>
        "?labelSelector=" + Uri.EscapeDataString($"{NameLabel}={Group(name)},{RecordLabel}={record}");
}
