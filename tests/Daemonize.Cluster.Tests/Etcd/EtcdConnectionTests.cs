using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Daemonize.Cluster.Etcd;
using Daemonize.Cluster.Records;
using Daemonize.Cluster.Tests.Kubernetes;

namespace Daemonize.Cluster.Tests.Etcd;

/// <summary>What a caller hears of etcd if it refuses, or is not there.</summary>
public sealed class EtcdConnectionTests(EtcdServer server) : IClassFixture<EtcdServer>
{
    private static readonly HttpClient Client = new();

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("etcd://")]
    [InlineData("etcd:///path")]
    [InlineData("etcd://host/path")]
    [InlineData("etcd://host:secret,other")]
    [InlineData("etcd://host,,other")]
    [InlineData("etcd://user:sec/ret@host")]
    [InlineData("etcd://host?replicas=1")]
    public void MistakeInTheUrlIsPermanent(string url)
    {
        var failure = Assert.Throws<ClusterStoreException>(() => EtcdStore.Open(url));
        Assert.True(failure.IsPermanent);
        Assert.DoesNotContain("sec", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingServerMayComeLater()
    {
        var failure = await FailAsync($"etcd://127.0.0.1:{ServerProcess.FreePort()},127.0.0.1:{ServerProcess.FreePort()}");
        Assert.False(failure.IsPermanent);
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task NextServerIsUsedWhenOneIsMissing()
    {
        await using var store = EtcdStore.Open($"etcd://127.0.0.1:{ServerProcess.FreePort()},{server.Address}");
        await store.ConnectAsync(Abandon);
        Assert.Single((await LookAsync(store)).Leases);
    }

    [Fact]
    public async Task OtherServerIsPermanent()
    {
        await using var other = new ApiServer();
        await other.InitializeAsync();
        var failure = await FailAsync($"etcd://{other.Address}");
        Assert.True(failure.IsPermanent);
        Assert.Contains("etcd 3.4", failure.Message, StringComparison.Ordinal);
        other.Refusal = (HttpStatusCode.OK, new JsonObject());
        Assert.True((await FailAsync($"etcd://{other.Address}")).IsPermanent);
    }

    [Fact]
    public async Task ServerWithoutTlsIsNoServerWithTls()
    {
        var failure = await FailAsync($"etcds://{server.Address}");
        Assert.False(failure.IsPermanent);
    }

    [Fact]
    public async Task ClosedStoreDoesNotConnectAgain()
    {
        var store = await server.ConnectAsync();
        await store.DisposeAsync();
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.Contains("closed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrefixesAreApart()
    {
        await using var one = EtcdStore.Open($"etcd://{server.Address}?prefix=a");
        await using var other = EtcdStore.Open($"etcd://{server.Address}?prefix=b");
        var first = Assert.Single((await LookAsync(one)).Leases);
        await one.TakeAsync(
            new() { Name = "n", Owner = Guid.NewGuid(), Host = "a:1", Lease = TimeSpan.FromMinutes(1), Shards = [new(0, first.Token)] },
            Abandon);
        Assert.Null(Assert.Single((await LookAsync(other)).Leases).Owner);
    }

    [Fact]
    public async Task ValueOfAnotherProgramIsPermanent()
    {
        await using var store = EtcdStore.Open($"etcd://{server.Address}?prefix=c");
        await store.ConnectAsync(Abandon);
        foreach (var value in (string[])["something else", "", "null"])
        {
            await PostAsync(server, "kv/put", new { key = Base64("cn:lease:0"), value = Base64(value) });
            var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
            Assert.True(failure.IsPermanent);
        }
    }

    /// <summary>L7: a late sign of life brings nobody back, and a late removal takes away nobody who has come back.</summary>
    [Fact]
    public async Task LateWritesAndRemovalsOfMembersChangeNothing()
    {
        using var gateway = new EtcdGateway(StoreUrl.Parse($"etcd://{server.Address}", 2379), TimeProvider.System);
        var records = new EtcdRecords(gateway, "late/");
        var member = new ClusterMember { Name = "n", Id = Guid.NewGuid(), Host = "a", ProcessId = 1, Version = "1" };
        var first = new StoredMember(member, 1, 2, null);
        Assert.True(await records.WriteMemberAsync(first, Abandon));
        Assert.False(await records.WriteMemberAsync(first, Abandon));
        var old = Assert.Single(await records.ReadMembersAsync("n", Abandon));
        Assert.True(await records.WriteMemberAsync(old with { Until = 3 }, Abandon));
        await records.RemoveMemberAsync(old, Abandon);
        var present = Assert.Single(await records.ReadMembersAsync("n", Abandon));
        Assert.Equal(3, present.Until);
        await records.RemoveMemberAsync(present, Abandon);
        Assert.Empty(await records.ReadMembersAsync("n", Abandon));
        Assert.False(await records.WriteMemberAsync(present, Abandon));
    }

    [Fact]
    public async Task AbandonedCallOfAHungServerEndsAtOnce()
    {
        await using var hung = new EtcdServer();
        await hung.InitializeAsync();
        await using var store = await hung.ConnectAsync();
        hung.Process.Pause();
        using var abandon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.LookAsync(new() { Name = "n", Shards = [0] }, abandon.Token));
        // Shorter than the timeout of a request.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(4));
        hung.Process.Resume();
    }

    [Fact]
    public async Task UsersNeedPasswordAndPermission()
    {
        await using var guarded = new EtcdServer();
        await guarded.InitializeAsync();
        await PostAsync(guarded, "auth/user/add", new { name = "root", password = "r" });
        await PostAsync(guarded, "auth/user/grant", new { user = "root", role = "root" });
        await PostAsync(guarded, "auth/user/add", new { name = "newsapp", password = "right:/@" });
        await PostAsync(guarded, "auth/role/add", new { name = "news" });
        await PostAsync(
            guarded, "auth/role/grant",
            new { name = "news", perm = new { permType = "READWRITE", key = Base64("/news/"), range_end = Base64("/news0") } });
        await PostAsync(guarded, "auth/user/grant", new { user = "newsapp", role = "news" });
        await PostAsync(guarded, "auth/enable", new { });

        var nobody = await FailAsync($"etcd://{guarded.Address}?prefix=/news/");
        Assert.True(nobody.IsPermanent);
        Assert.Contains("requires a user", nobody.Message, StringComparison.Ordinal);
        var wrong = await FailAsync($"etcd://newsapp:wrong@{guarded.Address}?prefix=/news/");
        Assert.True(wrong.IsPermanent);
        Assert.DoesNotContain("wrong", wrong.Message, StringComparison.Ordinal);
        var elsewhere = await FailAsync($"etcd://newsapp:right%3A%2F%40@{guarded.Address}?prefix=/other/");
        Assert.True(elsewhere.IsPermanent);
        Assert.Contains("permission denied", elsewhere.Message, StringComparison.Ordinal);

        await using var store = EtcdStore.Open($"etcd://newsapp:right%3A%2F%40@{guarded.Address}?prefix=/news/");
        await store.ConnectAsync(Abandon);
        Assert.Single((await LookAsync(store)).Leases);
        // A server that starts again has forgotten its tokens, and nothing else.
        await guarded.RestartAsync();
        Assert.Single((await LookAsync(store)).Leases);
    }

    private static async Task<LeaseReply> LookAsync(ClusterStore store) =>
        await store.LookAsync(new() { Name = "n", Shards = [0] }, Abandon);

    private static async Task<ClusterStoreException> FailAsync(string url)
    {
        await using var store = EtcdStore.Open(url);
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await store.ConnectAsync(Abandon));
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }

    private static async Task PostAsync<T>(EtcdServer server, string path, T body)
    {
        using var response = await Client.PostAsJsonAsync(new Uri($"http://{server.Address}/v3/{path}"), body, Abandon);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Abandon));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
