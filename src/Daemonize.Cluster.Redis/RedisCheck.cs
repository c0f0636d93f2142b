using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>Finds out whether the servers keep what they acknowledge, as far as they can tell.</summary>
internal static class RedisCheck
{
    private static readonly Version Oldest = new(6, 2);

    /// <exception cref="ClusterStoreException">A server is too old, removes keys when its memory is full, or is a replica.</exception>
    public static async Task RunAsync(ConnectionMultiplexer servers, RedisUrl url, CancellationToken abandon)
    {
        var primaries = 0;
        foreach (var server in servers.GetServers().Where(static server => server.IsConnected))
        {
            // INFO has what CONFIG GET has, also at providers that forbid CONFIG.
            var reply = await server.ExecuteAsync("INFO", [], CommandFlags.None).WaitAsync(abandon).ConfigureAwait(false);
            var facts = Read((string?)reply ?? "");
            if (facts.GetValueOrDefault("role") == "slave")
            {
                continue;
            }
            primaries++;
            Check(facts, server.EndPoint.ToString() ?? url.Address);
        }
        if (primaries == 0)
        {
            throw Permanent($"{url.Address} is a replica: name the primary in the URL");
        }
    }

    private static void Check(Dictionary<string, string> facts, string address)
    {
        if (Version.TryParse(facts.GetValueOrDefault("redis_version"), out var version) && version < Oldest)
        {
            throw Permanent($"Redis {version} at {address} is too old: 6.2 or later is required");
        }
        var policy = facts.GetValueOrDefault("maxmemory_policy", "noeviction");
        if (facts.GetValueOrDefault("maxmemory", "0") != "0" && policy != "noeviction")
        {
            throw Permanent(
                $"Redis at {address} removes keys when its memory is full (maxmemory-policy {policy}): set maxmemory-policy noeviction");
        }
    }

    /// <summary>The lines <c>name:value</c> of INFO.</summary>
    private static Dictionary<string, string> Read(string info)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in info.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                facts[line[..colon].ToString()] = line[(colon + 1)..].ToString();
            }
        }
        return facts;
    }

    private static ClusterStoreException Permanent(string message) => new(message) { IsPermanent = true };
}
