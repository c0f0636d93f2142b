using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Daemonize.Cluster.Kubernetes;

namespace Daemonize.Cluster.Tests.Kubernetes;

/// <summary>What a caller hears of an API server if it refuses, or is not there; and how it proves who it is.</summary>
public sealed class KubernetesConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dz-account-").FullName;

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("kubernetes://a,b/news")]
    [InlineData("kubernetes://user:secret@host/news")]
    [InlineData("kubernetes://host/News")]
    [InlineData("kubernetes://host/news/leases")]
    [InlineData("kubernetes://host/news?insecure=yes")]
    [InlineData("kubernetes://host/news?prefix=a")]
    [InlineData("kubernetes:?account=/nowhere")]
    [InlineData("kubernetes:///news")]
    public void MistakeInTheUrlIsPermanent(string url)
    {
        // Tests do not run in a pod.
        Assert.Null(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"));
        var failure = Assert.Throws<ClusterStoreException>(() => KubernetesStore.Open(url));
        Assert.True(failure.IsPermanent);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingServerMayComeLater()
    {
        var failure = await FailAsync($"kubernetes://127.0.0.1:{ServerProcess.FreePort()}/news?insecure=1");
        Assert.False(failure.IsPermanent);
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, true)]
    [InlineData(HttpStatusCode.Unauthorized, true)]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    [InlineData(HttpStatusCode.InternalServerError, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, false)]
    public async Task RefusalHasItsReason(HttpStatusCode status, bool isPermanent)
    {
        await using var server = await StartAsync(new ApiServer { Refusal = ApiObjects.Error(status, "because\nof this") });
        var failure = await FailAsync($"kubernetes://{server.Address}/news?insecure=1");
        Assert.Equal(isPermanent, failure.IsPermanent);
        Assert.Contains("because of this", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingNamespaceIsPermanent()
    {
        await using var server = await StartAsync(new ApiServer());
        var failure = await FailAsync($"kubernetes://{server.Address}/other?insecure=1");
        Assert.True(failure.IsPermanent);
        await using var store = KubernetesStore.Open($"kubernetes://{server.Address}/other?insecure=1");
        var first = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.True(first.IsPermanent);
    }

    [Fact]
    public async Task OtherServerIsPermanent()
    {
        await using var server = await StartAsync(new ApiServer { Refusal = (HttpStatusCode.OK, JsonValue.Create("hello")) });
        Assert.True((await FailAsync($"kubernetes://{server.Address}/news?insecure=1")).IsPermanent);
    }

    [Fact]
    public async Task ObjectThatSomebodyHasChangedIsPermanent()
    {
        await using var server = await StartAsync(new ApiServer());
        await using var store = await server.ConnectAsync();
        await LookAsync(store);
        var list = server.Objects.List(null).Body["items"]!.AsArray();
        var changed = Assert.Single(list)!.DeepClone().AsObject();
        changed["metadata"]!["annotations"]!.AsObject().Remove("daemonize.github.io/token");
        server.Objects.Replace((string)changed["metadata"]!["name"]!, changed);
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.True(failure.IsPermanent);
        Assert.Contains("token", failure.Message, StringComparison.Ordinal);
        changed = Assert.Single(server.Objects.List(null).Body["items"]!.AsArray())!.DeepClone().AsObject();
        changed["metadata"]!["annotations"] = null;
        server.Objects.Replace((string)changed["metadata"]!["name"]!, changed);
        failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.True(failure.IsPermanent);
    }

    [Fact]
    public async Task ServiceAccountHasAuthorityTokenAndNamespace()
    {
        using var authority = CreateAuthority();
        using var certificate = CreateCertificate(authority);
        await using var server = await StartAsync(new ApiServer { Certificate = certificate, Token = "first" });
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca.crt"), authority.ExportCertificatePem() + "\n", Abandon);
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "first\n", Abandon);
        await File.WriteAllTextAsync(Path.Combine(_folder, "namespace"), "news\n", Abandon);
        await using var store = KubernetesStore.Open($"kubernetes://{server.Address}?account={Uri.EscapeDataString(_folder)}");
        await store.ConnectAsync(Abandon);
        Assert.Single((await LookAsync(store)).Leases);

        // Kubernetes replaces the token while the process runs.
        server.Token = "second";
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.DoesNotContain("first", failure.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "second\n", Abandon);
        Assert.Single((await LookAsync(store)).Leases);
    }

    [Fact]
    public async Task ServerOfAnotherAuthorityIsRefused()
    {
        using var authority = CreateAuthority();
        using var other = CreateAuthority();
        using var certificate = CreateCertificate(other);
        await using var server = await StartAsync(new ApiServer { Certificate = certificate });
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca.crt"), authority.ExportCertificatePem(), Abandon);
        await FailAsync($"kubernetes://{server.Address}/news?account={Uri.EscapeDataString(_folder)}");
        foreach (var text in (string[])["none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "ca.crt"), text, Abandon);
            var failure = await FailAsync($"kubernetes://{server.Address}/news?account={Uri.EscapeDataString(_folder)}");
            Assert.True(failure.IsPermanent);
            Assert.EndsWith("has no certificate", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ClosedStoreDoesNotConnectAgain()
    {
        await using var server = await StartAsync(new ApiServer());
        var store = await server.ConnectAsync();
        await store.DisposeAsync();
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () => await LookAsync(store));
        Assert.Contains("closed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AbandonedCallEndsAtOnce()
    {
        var gate = new TaskCompletionSource();
        await using var server = await StartAsync(new ApiServer { Gate = gate.Task });
        await using var store = server.Open();
        using var abandon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ConnectAsync(abandon.Token));
        // Shorter than the timeout of a request.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(4));
        gate.SetResult();
    }

    /// <summary>C3: the clock of an API server that is ahead by a day ends no lease, and one that is behind keeps none for ever.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task ClockOfAServerEndsNoLeaseAndKeepsNone(int days)
    {
        await using var server = await StartAsync(new ApiServer());
        await using var store = await server.ConnectAsync();
        var seen = Assert.Single((await LookAsync(store)).Leases);
        var mine = Assert.Single((await TakeAsync(store, seen.Token)).Leases);
        var start = Stopwatch.GetTimestamp();
        server.Ahead += TimeSpan.FromDays(days);
        while ((await TakeAsync(store, mine.Token)).Leases.Count == 0)
        {
            await Task.Delay(20, Abandon);
        }
        // The lease is half a second; the tolerance is a fifth of that.
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(days > 0 ? 350 : 1400));
    }

    /// <summary>The host in the lease is what kubectl shows, while there is an owner.</summary>
    [Fact]
    public async Task HolderIsShown()
    {
        await using var server = await StartAsync(new ApiServer());
        await using var store = await server.ConnectAsync();
        var seen = Assert.Single((await LookAsync(store)).Leases);
        var owner = Guid.NewGuid();
        var mine = Assert.Single((await TakeAsync(store, seen.Token, owner)).Leases);
        var shown = Assert.Single(server.Objects.List(null).Body["items"]!.AsArray())!;
        Assert.Equal("host-a:812", (string?)shown["spec"]!["holderIdentity"]);
        Assert.Equal(1, (int?)shown["spec"]!["leaseDurationSeconds"]);
        Assert.StartsWith("newsapp-fetch-", (string?)shown["metadata"]!["name"], StringComparison.Ordinal);
        await store.EndAsync(new() { Name = "newsapp/fetch", Owner = owner, Shards = [new(0, mine.Token, 0, 0, Releases: true)] }, Abandon);
        Assert.Null(Assert.Single(server.Objects.List(null).Body["items"]!.AsArray())!["spec"]!["holderIdentity"]);
    }

    private static async Task<LeaseReply> LookAsync(ClusterStore store) =>
        await store.LookAsync(new() { Name = "newsapp/fetch", Shards = [0] }, Abandon);

    private static async Task<LeaseReply> TakeAsync(ClusterStore store, long seen, Guid? owner = null) => await store.TakeAsync(
        new()
        {
            Name = "newsapp/fetch",
            Owner = owner ?? Guid.NewGuid(),
            Host = "host-a:812",
            Lease = TimeSpan.FromMilliseconds(500),
            Shards = [new(0, seen)],
        },
        Abandon);

    private static async Task<ApiServer> StartAsync(ApiServer server)
    {
        await server.InitializeAsync();
        return server;
    }

    private static async Task<ClusterStoreException> FailAsync(string url)
    {
        var failure = await Assert.ThrowsAsync<ClusterStoreException>(async () =>
        {
            await using var store = KubernetesStore.Open(url);
            await store.ConnectAsync(Abandon);
        });
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }

    private static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Guid.NewGuid()}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 CreateCertificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3]);
        return certificate.CopyWithPrivateKey(key);
    }
}
