namespace Daemonize.Cluster.Tests.Redis;

/// <summary>The contract, with a Redis Cluster: the keys of a name are on one of its servers, and names are spread over all.</summary>
public sealed class RedisClusterTests(RedisClusterServer server) : StoreContractTests(server), IClassFixture<RedisClusterServer>
{
    [Fact]
    public async Task NamesAreSpreadOverTheServers()
    {
        foreach (var name in Enumerable.Range(0, 30).Select(number => $"{Name}{number}"))
        {
            await Store.LookAsync(new() { Name = name, Shards = [0, 1] }, TestContext.Current.CancellationToken);
        }
        Assert.DoesNotContain(":0\r\n", await server.CountKeysAsync());
    }
}
