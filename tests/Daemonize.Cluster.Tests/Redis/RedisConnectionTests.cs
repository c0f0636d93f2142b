using System.Diagnostics;
using Daemonize.Cluster.Redis;

namespace Daemonize.Cluster.Tests.Redis;

/// <summary>What a Redis server must be like, and what a caller hears if it is not, or not there.</summary>
public sealed class RedisConnectionTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redis://")]
    [InlineData("redis:///0")]
    [InlineData("redis://cache/x")]
    [InlineData("redis://cache/-1")]
    [InlineData("redis://cache:99999/0")]
    [InlineData("redis://cache:secret")]
    [InlineData("redis://user:sec/ret@cache")]
    [InlineData("redis://user:sec?ret@cache")]
    [InlineData("redis://user:secret@ca che")]
    [InlineData("redis://cache?replicas=x")]
    [InlineData("redis://cache?replicas=-1")]
    [InlineData("redis://cache?replica=1")]
    [InlineData("redis://cache?prefix=a&prefix=b")]
    [InlineData("redis://cache?prefix={a}")]
    public void MistakeInTheUrlIsPermanent(string url)
    {
        var failure = Assert.Throws<ClusterStoreException>(() => RedisStore.Open(url));
        Assert.True(failure.IsPermanent);
        Assert.DoesNotContain("sec", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://cache")]
    [InlineData("rediss://cache:6380/")]
    [InlineData("redis://:secret@[::1]:6380,other/15?prefix=a%26b&replicas=2")]
    public async Task UrlIsOpenedWithoutAConnection(string url)
    {
        await using var store = RedisStore.Open(url);
        Assert.NotNull(store);
    }

    [Fact]
    public async Task RefusedPasswordIsPermanentAndNotShown()
    {
        await using var guarded = await StartAsync("--requirepass", "right");
        Assert.True((await FailAsync($"redis://{guarded.Address}")).IsPermanent);
        var failure = await FailAsync($"redis://:%77rong@{guarded.Address}");
        Assert.True(failure.IsPermanent, failure.Message);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
        await ConnectAsync($"redis://:%72ight@{guarded.Address}");
    }

    [Fact]
    public async Task MissingServerMayComeLater()
    {
        var failure = await FailAsync($"redis://127.0.0.1:{ServerProcess.FreePort()}");
        Assert.False(failure.IsPermanent);
        Assert.EndsWith("cannot connect", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatRemovesKeysIsRefused()
    {
        await using var cache = await StartAsync("--maxmemory", "100mb", "--maxmemory-policy", "volatile-lru");
        var failure = await FailAsync($"redis://{cache.Address}");
        Assert.True(failure.IsPermanent);
        Assert.Contains("set maxmemory-policy noeviction", failure.Message, StringComparison.Ordinal);
        await cache.SendAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await ConnectAsync($"redis://{cache.Address}");
        await cache.SendAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        await cache.SendAsync("CONFIG", "SET", "maxmemory", "0");
        await ConnectAsync($"redis://{cache.Address}");
    }

    [Fact]
    public async Task ReplicaIsRefused()
    {
        await using var replica = await StartReplicaAsync();
        var failure = await FailAsync($"redis://{replica.Address}");
        Assert.True(failure.IsPermanent);
        Assert.Contains("name the primary", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepCountsOnlyWithTheReplica()
    {
        await using var replica = await StartReplicaAsync();
        await using var store = await ConnectAsync($"redis://{server.Address}?replicas=1");
        var look = new LookRequest { Name = $"replica/{Guid.NewGuid()}", Shards = [0] };
        var lease = Assert.Single((await store.LookAsync(look, Abandon)).Leases);
        replica.Process.Pause();
        try
        {
            // The server knows the script by now, and another does not: both ways wait for the replica.
            Func<Task>[] steps = [async () => await store.LookAsync(look, Abandon), async () => await TakeAsync(store, lease)];
            foreach (var step in steps)
            {
                var failure = await Assert.ThrowsAsync<ClusterStoreException>(step);
                Assert.False(failure.IsPermanent);
                Assert.Contains("0 of 1 replicas", failure.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            replica.Process.Resume();
        }
        Assert.Single((await store.LookAsync(look, Abandon)).Leases);

        async Task TakeAsync(ClusterStore store, Lease seen) => await store.TakeAsync(
            new()
            {
                Name = look.Name,
                Owner = Guid.NewGuid(),
                Host = "a:1",
                Lease = TimeSpan.FromSeconds(9),
                Shards = [new(0, seen.Token)],
            },
            Abandon);
    }

    [Fact]
    public async Task ForgottenScriptsAreSentAgain()
    {
        await using var store = await ConnectAsync($"redis://{server.Address}");
        var look = new LookRequest { Name = $"scripts/{Guid.NewGuid()}", Shards = [0] };
        await store.LookAsync(look, Abandon);
        Assert.StartsWith("+OK", await server.SendAsync("SCRIPT", "FLUSH", "SYNC"), StringComparison.Ordinal);
        Assert.Single((await store.LookAsync(look, Abandon)).Leases);
    }

    [Fact]
    public async Task AbandonedCallOfAHungServerEndsAtOnce()
    {
        await using var hung = await StartAsync();
        await using var store = await ConnectAsync($"redis://{hung.Address}");
        hung.Process.Pause();
        using var abandon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.LookAsync(new() { Name = "hung", Shards = [0] }, abandon.Token));
        await using var other = RedisStore.Open($"redis://{hung.Address}");
        using var abandonConnect = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await other.ConnectAsync(abandonConnect.Token));
        // Shorter than every timeout of the store.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(350), TimeSpan.FromSeconds(4));
        hung.Process.Resume();
    }

    [Fact]
    public async Task StoreComesBackAfterTheServer()
    {
        await using var lost = await StartAsync();
        await using var store = await ConnectAsync($"redis://{lost.Address}");
        var look = new LookRequest { Name = "lost", Shards = [0] };
        await store.LookAsync(look, Abandon);
        await lost.Process.DisposeAsync();
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await store.LookAsync(look, Abandon));
        Assert.False(failure.IsPermanent);
        AssertIsOneLine(failure);
        await lost.RestartAsync();
        await lost.Process.WaitUntilReadyAsync(async () => (await store.LookAsync(look, Abandon)).Leases.Count == 1);
    }

    /// <summary>L6: whole milliseconds, never rounded up. The server is on this machine, and so has its clock.</summary>
    [Fact]
    public async Task TimeIsThatOfTheServer()
    {
        await using var store = await ConnectAsync($"redis://{server.Address}");
        for (var i = 0; i < 300; i++)
        {
            var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var now = (await store.LookAsync(new() { Name = "time", Shards = [] }, Abandon)).Now;
            Assert.InRange(now, before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        }
    }

    [Fact]
    public async Task KeysAreWhereTheUrlSays()
    {
        await using var asked = await StartAsync();
        await using var store = await ConnectAsync($"redis://{asked.Address}/0?prefix=news%3A");
        await store.LookAsync(new() { Name = "newsapp/fetch", Shards = [7] }, Abandon);
        await using var other = await ConnectAsync($"redis://{asked.Address}/5");
        await other.LookAsync(new() { Name = "newsapp/fetch", Shards = [7] }, Abandon);
        Assert.Equal("*1\r\n$28\r\nnews:{newsapp/fetch}:lease:7\r\n", await asked.SendAsync("KEYS", "*"));
    }

    [Fact]
    public async Task ClosedStoreDoesNotConnectAgain()
    {
        var store = await ConnectAsync($"redis://{server.Address}");
        await store.DisposeAsync();
        var look = new LookRequest { Name = "closed", Shards = [0] };
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await store.LookAsync(look, Abandon));
        Assert.Contains("closed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneProcessUsesOneConnection()
    {
        await using var counted = await StartAsync();
        await using var store = await ConnectAsync($"redis://{counted.Address}");
        await store.LookAsync(new() { Name = "counted", Shards = [0] }, Abandon);
        var clients = await counted.SendAsync("CLIENT", "LIST", "TYPE", "NORMAL");
        Assert.Equal(1, clients.Split('\n').Count(static line => line.Contains("name=daemonize", StringComparison.Ordinal)));
        Assert.DoesNotContain("daemonize", await counted.SendAsync("CLIENT", "LIST", "TYPE", "PUBSUB"), StringComparison.Ordinal);
    }

    private static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var started = new RedisServer { Arguments = arguments };
        await started.InitializeAsync();
        return started;
    }

    private async Task<RedisServer> StartReplicaAsync()
    {
        var replica = await StartAsync("--replicaof", "127.0.0.1", $"{server.Port}");
        await replica.Process.WaitUntilReadyAsync(
            async () => (await replica.SendAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));
        return replica;
    }

    private static async Task<ClusterStore> ConnectAsync(string url)
    {
        var store = RedisStore.Open(url);
        await store.ConnectAsync(Abandon);
        return store;
    }

    private static async Task<ClusterStoreException> FailAsync(string url)
    {
        await using var store = RedisStore.Open(url);
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await store.ConnectAsync(Abandon));
        AssertIsOneLine(failure);
        return failure;
    }

    private static void AssertIsOneLine(ClusterStoreException failure)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
