using System.Text.Json.Serialization;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>An object of the kind Lease, with what is used of it.</summary>
internal sealed record LeaseObject
{
    public string ApiVersion { get; init; } = "coordination.k8s.io/v1";

    public string Kind { get; init; } = "Lease";

    public required LeaseMetadata Metadata { get; init; }

    public LeaseSpec? Spec { get; init; }
}

/// <summary>Names and versions. A version is only ever compared for equality.</summary>
internal sealed record LeaseMetadata
{
    public required string Name { get; init; }

    public string? ResourceVersion { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

/// <summary>What kubectl(1) shows. The annotations are what counts.</summary>
internal sealed record LeaseSpec
{
    public string? HolderIdentity { get; init; }

    public int? LeaseDurationSeconds { get; init; }

    /// <summary>RFC 3339 with microseconds.</summary>
    public string? RenewTime { get; init; }
}

internal sealed record LeaseObjectList
{
    public IReadOnlyList<LeaseObject>? Items { get; init; }
}

/// <summary>Removes an object only if it still has a version.</summary>
internal sealed record DeleteOptions(DeletePreconditions Preconditions)
{
    public string ApiVersion { get; } = "v1";

    public string Kind { get; } = "DeleteOptions";
}

internal sealed record DeletePreconditions(string? ResourceVersion);

/// <summary>An error of the API server.</summary>
internal sealed record StatusObject
{
    public string? Message { get; init; }
}

/// <summary>The generated code that writes and reads the objects.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeaseObject))]
[JsonSerializable(typeof(LeaseObjectList))]
[JsonSerializable(typeof(DeleteOptions))]
[JsonSerializable(typeof(StatusObject))]
internal sealed partial class KubernetesJson : JsonSerializerContext;
