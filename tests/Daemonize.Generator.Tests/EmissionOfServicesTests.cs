using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The generated text of a program that refers to Daemonize.Hosting.</summary>
public sealed class EmissionOfServicesTests
{
    [Fact]
    public void EveryFormOfMethodWithServices() => Snapshot.Match(GeneratorHost.Generate(GeneratorHost.Compile("""
        using Daemonize.Hosting;
        using Microsoft.Extensions.Hosting;

        internal sealed class Feed;

        internal static class News
        {
            [Daemon(Interval = "1m")] internal static void Fetch(Feed feed, DaemonContext daemon, string services) { }
            [Daemon(Interval = "1m")] internal static async Task Prune(ILogger<Feed> logger, CancellationToken stopping, Feed? feed = null) => await Task.Delay(1, stopping);
            [Daemon] internal static int Serve(Feed feed) => 0;
            [Daemon] internal static ValueTask<int> Listen(Feed feed) => new(0);
            [Daemon(Interval = "1m", OnResult = nameof(Store))] internal static Task<string> Read(Feed feed) => Task.FromResult("");
            [Daemon] internal static void Plain() { }
            internal static void Store(string text) { }
            [DaemonServices] internal static void Configure(IHostApplicationBuilder builder) { }
        }
        """).AddReferences(GeneratorHost.HostingReferences)));
}
