using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>Reads the replies of <see cref="RedisScripts"/>.</summary>
internal static class RedisLease
{
    /// <summary>Reads a reply: the time, and for each record its place among the shards and its fields.</summary>
    public static LeaseReply Read(RedisResult reply, int[] shards)
    {
        var leases = new Lease[reply.Length - 1];
        for (var i = 0; i < leases.Length; i++)
        {
            // Lua counts from 1.
            leases[i] = Read(shards[(int)reply[i + 1][0] - 1], reply[i + 1][1]);
        }
        return new LeaseReply((long)reply[0], leases);
    }

    /// <summary>Reads the fields, in the order in which the scripts ask for them.</summary>
    private static Lease Read(int shard, RedisResult fields) => new()
    {
        Shard = shard,
        Token = (long)fields[0],
        Owner = Id(fields[1]),
        Host = (string?)fields[2],
        Until = Number(fields[3]),
        Slot = (long)fields[4],
        Attempt = (int)fields[5],
        Done = (long)fields[6],
        Missed = (long)fields[7],
        Interrupted = (long)fields[8],
        Deputy = Id(fields[9]),
        DeputyUntil = Number(fields[10]),
    };

    private static Guid? Id(RedisResult field) => field.IsNull ? null : Guid.Parse((string)field!);

    private static long Number(RedisResult field) => field.IsNull ? 0 : (long)field;
}
