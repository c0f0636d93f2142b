using System.Globalization;
using Daemonize.Cluster.Redis;

namespace Daemonize.Cluster.Tests.Redis;

/// <summary>A Redis Cluster of three primaries, each with a third of the keys.</summary>
public sealed class RedisClusterServer : StoreServer
{
    private readonly RedisServer[] _nodes = [.. Enumerable.Range(0, 3).Select(static _ => new RedisServer
    {
        Arguments = ["--cluster-enabled", "yes", "--cluster-port", ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture)],
    })];

    public override int CallsOfEachCaller => 60;

    public override async ValueTask InitializeAsync()
    {
        string[] slots = ["0", "5460", "5461", "10921", "10922", "16383"];
        for (var i = 0; i < _nodes.Length; i++)
        {
            await _nodes[i].InitializeAsync();
            await _nodes[i].SendAsync("CLUSTER", "ADDSLOTSRANGE", slots[2 * i], slots[2 * i + 1]);
            await _nodes[i].SendAsync("CLUSTER", "SET-CONFIG-EPOCH", (i + 1).ToString(CultureInfo.InvariantCulture));
        }
        foreach (var node in _nodes[1..])
        {
            await _nodes[0].SendAsync("CLUSTER", "MEET", "127.0.0.1", Text(node.Port), node.Arguments[^1]);
        }
        foreach (var node in _nodes)
        {
            await node.Process.WaitUntilReadyAsync(async () => (await node.SendAsync("CLUSTER", "INFO")) is var info
                && info.Contains("cluster_state:ok", StringComparison.Ordinal)
                && info.Contains("cluster_known_nodes:3", StringComparison.Ordinal));
        }
    }

    public override ValueTask StartAsync() => ValueTask.CompletedTask;

    public override ClusterStore Open() => RedisStore.Open($"redis://{_nodes[0].Address},{_nodes[1].Address}");

    /// <summary>How many keys each primary has.</summary>
    public async Task<IReadOnlyList<string>> CountKeysAsync() =>
        await Task.WhenAll(_nodes.Select(static node => node.SendAsync("DBSIZE")));

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
        await base.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
