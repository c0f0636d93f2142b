using System.Diagnostics;
using System.Globalization;
using ClusterStores;
using Daemonize.Cluster;
using Daemonize.Cluster.Etcd;
using Daemonize.Cluster.PostgreSql;
using Daemonize.Cluster.Redis;

// Calls a store as daemons do. clusterstores begins URL CALLERS SECONDS FILE writes how many slots a second were begun, by callers that
// each have a name and call one after the other; clusterstores shards URL SHARDS SECONDS FILE how many shards a second, in calls for all
// shards of one name.
var (url, count) = (args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var duration = TimeSpan.FromSeconds(int.Parse(args[3], CultureInfo.InvariantCulture));
await using var store = Open(url);
await store.ConnectAsync(CancellationToken.None);
var (callers, shards) = args[0] == "begins" ? (count, 1) : (1, count);
var owned = new List<Owned>();
for (var caller = 0; caller < callers; caller++)
{
    owned.Add(await Owned.TakeAsync(store, $"benchmark/{args[0]}{caller}", shards));
}

// Once for the compiler and the caches of the server.
await CountAsync(duration / 2);
var start = Stopwatch.GetTimestamp();
var begun = await CountAsync(duration) * shards;
var rate = begun / Stopwatch.GetElapsedTime(start).TotalSeconds;
await File.WriteAllTextAsync(args[4] + ".part", rate.ToString(CultureInfo.InvariantCulture));
File.Move(args[4] + ".part", args[4], overwrite: true);

async Task<long> CountAsync(TimeSpan time)
{
    var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
    var counts = await Task.WhenAll(owned.Select(one => Task.Run(() => CallAsync(one, end))));
    return counts.Sum();
}

static async Task<long> CallAsync(Owned owned, long end)
{
    var calls = 0L;
    for (; Stopwatch.GetTimestamp() < end; calls++)
    {
        await owned.BeginAsync();
    }

    return calls;
}

static ClusterStore Open(string url) => url.Split(':')[0] switch
{
    "postgres" => PostgreSqlStore.Open(url),
    "redis" => RedisStore.Open(url),
    "etcd" => EtcdStore.Open(url),
    _ => throw new ArgumentException($"no store for '{url}'"),
};
