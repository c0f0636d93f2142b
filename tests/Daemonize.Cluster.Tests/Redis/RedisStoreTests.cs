namespace Daemonize.Cluster.Tests.Redis;

/// <summary>The contract, with a Redis server.</summary>
public sealed class RedisStoreTests(RedisServer server) : StoreContractTests(server), IClassFixture<RedisServer>;
