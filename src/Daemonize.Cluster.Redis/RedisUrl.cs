using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>The settings of a store, from its URL.</summary>
internal sealed class RedisUrl
{
    private const string Prefix = "prefix";
    private const string ReplicaCount = "replicas";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly StoreUrl _url;

    private RedisUrl(StoreUrl url)
    {
        _url = url;
        KeyPrefix = url.Find(Prefix) ?? "daemonize:";
        Replicas = url.GetNumber(ReplicaCount, 0, 100);
        if (url.Path.Length > 0)
        {
            Database = int.TryParse(url.Path, out var database) && database >= 0
                ? database
                : throw StoreUrl.Mistake("the path of a redis: URL is the number of a database, such as /0");
        }
        if (url.Hosts.Count == 0)
        {
            throw StoreUrl.Mistake("the redis: URL names no host; it has the form redis://user:password@host:6379/0");
        }
        if (KeyPrefix.AsSpan().ContainsAny('{', '}'))
        {
            throw StoreUrl.Mistake("the prefix in the redis: URL has braces, which would decide where Redis Cluster puts the keys");
        }
    }

    /// <summary>What all keys begin with.</summary>
    public string KeyPrefix { get; }

    /// <summary>How many replicas must acknowledge a step; 0 for none.</summary>
    public int Replicas { get; }

    /// <summary>The number of the database.</summary>
    public int Database { get; }

    /// <summary>The hosts, for messages.</summary>
    public string Address => _url.Address;

    /// <summary>Reads a URL.</summary>
    /// <exception cref="ClusterStoreException">It has a mistake.</exception>
    public static RedisUrl Parse(string url) => new(StoreUrl.Parse(url, 6379, Prefix, ReplicaCount));

    /// <summary>The settings of the client library.</summary>
    public ConfigurationOptions ToOptions()
    {
        var options = new ConfigurationOptions
        {
            User = _url.User,
            Password = _url.Password,
            DefaultDatabase = Database,
            Ssl = _url.Scheme == "rediss",
            ClientName = "daemonize",
            // The library counts INFO among the commands of administrators.
            AllowAdmin = true,
            // A start has to hear of an error. Later the connections come back without help.
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = (int)Timeout.TotalMilliseconds,
            AsyncTimeout = (int)Timeout.TotalMilliseconds,
            ReconnectRetryPolicy = new ExponentialRetry(250, (int)Timeout.TotalMilliseconds),
            // A step that waits for a connection would be carried out when nobody wants it any more.
            BacklogPolicy = BacklogPolicy.FailFast,
            // No notifications are used: without a channel there is no second connection to each server.
            ConfigurationChannel = "",
            // No server is made the primary by an entry that another client left.
            TieBreaker = "",
            IncludeDetailInExceptions = false,
        };
        foreach (var host in _url.Hosts)
        {
            options.EndPoints.Add(host.Name, host.Port);
        }
        return options;
    }
}
