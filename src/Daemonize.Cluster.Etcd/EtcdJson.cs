using System.Text.Json.Serialization;

namespace Daemonize.Cluster.Etcd;

/// <summary>A transaction: if all comparisons hold, the first list of operations is carried out.</summary>
internal sealed record EtcdTransaction
{
    public IReadOnlyList<EtcdCompare> Compare { get; init; } = [];

    public required IReadOnlyList<EtcdOperation> Success { get; init; }
}

/// <summary>A comparison of the revision in which a key was last changed; 0 for a key that does not exist.</summary>
internal sealed record EtcdCompare(byte[] Key, long ModRevision)
{
    public string Target { get; } = "MOD";
}

/// <summary>One of the operations of a transaction.</summary>
internal sealed record EtcdOperation
{
    public EtcdRange? RequestRange { get; init; }

    public EtcdPut? RequestPut { get; init; }

    public EtcdRange? RequestDeleteRange { get; init; }
}

/// <summary>A key, or with an end all keys from the first up to the end.</summary>
internal sealed record EtcdRange(byte[] Key, byte[]? RangeEnd = null);

internal sealed record EtcdPut(byte[] Key, byte[] Value);

/// <summary>The reply to a transaction. Fields with the value 0, false or nothing are left out, and are null then.</summary>
internal sealed record EtcdTransactionReply
{
    public bool Succeeded { get; init; }

    public IReadOnlyList<EtcdOperationReply>? Responses { get; init; }
}

internal sealed record EtcdOperationReply
{
    public EtcdRangeReply? ResponseRange { get; init; }
}

internal sealed record EtcdRangeReply
{
    public IReadOnlyList<EtcdEntry>? Kvs { get; init; }
}

internal sealed record EtcdEntry
{
    public byte[]? Value { get; init; }

    public long ModRevision { get; init; }
}

internal sealed record EtcdLogin(string Name, string Password);

internal sealed record EtcdLoginReply
{
    public string? Token { get; init; }
}

/// <summary>An error, with the code of gRPC.</summary>
internal sealed record EtcdError
{
    public string? Message { get; init; }

    public int Code { get; init; }
}

/// <summary>The generated code that writes and reads requests and replies. 64-bit numbers are texts there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EtcdTransaction))]
[JsonSerializable(typeof(EtcdTransactionReply))]
[JsonSerializable(typeof(EtcdLogin))]
[JsonSerializable(typeof(EtcdLoginReply))]
[JsonSerializable(typeof(EtcdError))]
internal sealed partial class EtcdJson : JsonSerializerContext;
