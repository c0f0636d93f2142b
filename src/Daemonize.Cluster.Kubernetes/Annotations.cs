using System.Globalization;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Reads annotations, whose values are all texts.</summary>
/// <param name="values">The annotations of an object; null for none.</param>
internal readonly struct Annotations(IReadOnlyDictionary<string, string>? values)
{
    public string? Find(string name) => values?.GetValueOrDefault(KubernetesNames.Prefix + name);

    public long? FindNumber(string name) => Find(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public Guid? FindId(string name) => Find(name) is { } text ? Guid.Parse(text) : null;

    /// <exception cref="FormatException">The object lacks it.</exception>
    public long Number(string name) => FindNumber(name) ?? throw new FormatException($"no annotation {name}");

    /// <summary>Writes annotations; those without a value are left out.</summary>
    public static Dictionary<string, string> Write(params IEnumerable<(string Name, object? Value)> values) => values
        .Where(static value => value.Value is not null)
        .ToDictionary(
            static value => KubernetesNames.Prefix + value.Name,
            static value => Convert.ToString(value.Value, CultureInfo.InvariantCulture)!);
}
