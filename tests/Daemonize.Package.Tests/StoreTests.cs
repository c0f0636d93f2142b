using System.Diagnostics;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The stores of clusters in a new project: NativeAOT compiles them without a warning, and they work in it.</summary>
public sealed class StoreTests(TestPackage package)
{
    [Theory]
    [InlineData("Etcd", "etcd://127.0.0.1:1/", "False etcd at 127.0.0.1:1: ")]
    [InlineData("Kubernetes", "kubernetes://127.0.0.1:1/news?insecure=1", "False Kubernetes at 127.0.0.1:1: ")]
    [InlineData(
        "PostgreSql", "postgres://user@127.0.0.1:1/news?sslmode=require", "False PostgreSQL at 127.0.0.1:1 cannot be reached: ")]
    [InlineData("Redis", "redis://127.0.0.1:1/", "False Redis at 127.0.0.1:1: ")]
    public async Task StoreIsCompiledAheadWithoutAWarning(string store, string url, string output)
    {
        var id = $"Daemonize.Cluster.{store}";
        await package.StorePackedAsync(id);
        var app = await Consumer.CreateAsync(package, store.ToLowerInvariant(), Program($"{id}.{store}Store", url));
        await Tool.DotnetAsync(app.Folder, "add", "package", id, "--version", package.Version);
        BuildOutput.AssertHasNoWarning(await app.PublishAsync("-p:PublishAot=true"));
        Assert.StartsWith(output, await RunAsync(app.Apphost), StringComparison.Ordinal);
    }

    /// <summary>Nobody listens on that port.</summary>
    private static string Program(string store, string url) => $$"""
        using Daemonize.Cluster;

        await using var store = {{store}}.Open("{{url}}");
        try
        {
            await store.ConnectAsync(CancellationToken.None);
        }
        catch (ClusterStoreException refusal)
        {
            Console.WriteLine($"{refusal.IsPermanent} {refusal.Message}");
        }
        """;

    private static async Task<string> RunAsync(ProcessStartInfo program) => (await Tool.RunAsync(program)).Output;
}
