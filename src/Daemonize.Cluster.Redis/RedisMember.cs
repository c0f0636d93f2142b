using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daemonize.Cluster.Redis;

/// <summary>The record of a member as the store has it: readable for people who look with redis-cli.</summary>
internal sealed record RedisMember
{
    public required Guid Id { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    public required string Version { get; init; }

    public long Options { get; init; }

    public long? NextSlot { get; init; }

    public int Shards { get; init; }

    /// <summary>Writes a member.</summary>
    public static string Write(ClusterMember member) => JsonSerializer.Serialize(
        new RedisMember
        {
            Id = member.Id,
            Host = member.Host,
            Pid = member.ProcessId,
            Version = member.Version,
            Options = member.Options,
            NextSlot = member.NextSlot,
            Shards = member.Shards,
        },
        RedisMemberContext.Default.RedisMember);

    /// <summary>Reads a record: the time at which it was written, a space, and what <see cref="Write"/> wrote.</summary>
    public static ClusterMember Read(string name, string record)
    {
        var space = record.IndexOf(' ', StringComparison.Ordinal);
        var member = JsonSerializer.Deserialize(record.AsSpan(space + 1), RedisMemberContext.Default.RedisMember)!;
        return new ClusterMember
        {
            Name = name,
            Id = member.Id,
            Host = member.Host,
            ProcessId = member.Pid,
            Version = member.Version,
            Options = member.Options,
            NextSlot = member.NextSlot,
            Shards = member.Shards,
            LastSeen = long.Parse(record.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>The generated code that writes and reads <see cref="RedisMember"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RedisMember))]
internal sealed partial class RedisMemberContext : JsonSerializerContext;
