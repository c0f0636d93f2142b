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

    /// <summary>A service type is written exactly as in the method, also in documentation comments.</summary>
    [Theory]
    [InlineData("Chan<string?> channel")]
    [InlineData("Chan<string?>? channel = null")]
    [InlineData("Chan<Chan<string?>[]> channel")]
    [InlineData("Chan<(int A, string B)> channel")]
    [InlineData("Chan<(int, string?)?> channel")]
    [InlineData("Chan<int?> channel")]
    [InlineData("Chan<int[,]> channel")]
    [InlineData("Chan<dynamic> channel")]
    [InlineData("Func<(int A, string? B), string?> function")]
    public void ServiceMayBeOfAnyType(string parameter) => GeneratorHost.Generate(GeneratorHost.Compile($$"""
        using Daemonize.Hosting;
        using Microsoft.Extensions.Hosting;

        internal sealed class Chan<T>;

        internal static class News
        {
            [Daemon(Interval = "1m")] internal static void Fetch({{parameter}}) { }
            [DaemonServices] internal static void Configure(IHostApplicationBuilder builder) { }
        }
        """).AddReferences(GeneratorHost.HostingReferences));

    /// <summary>A tool that calls the entry point gets the host from a method that is certain to build one.</summary>
    [Theory]
    [InlineData("=> daemon.RunHostAsync(() => null!, stopping);", true)]
    [InlineData("=> DaemonHostExtensions.RunHostAsync(daemon, () => null!, stopping);", true)]
    [InlineData("{ IHost host = null!; await host.RunAsDaemonAsync(daemon, stopping); }", true)]
    [InlineData("{ IHostBuilder builder = null!; builder?.UseDaemonize(daemon); await Task.Delay(1, stopping); }", true)]
    [InlineData(
        "{ IHostApplicationBuilder builder = null!; builder.UseDaemonize<IHostApplicationBuilder>(daemon); await Task.Delay(1, stopping); }", true)]
    [InlineData(
        "=> Serve(daemon, stopping); static Task Serve(DaemonContext daemon, CancellationToken stopping) => daemon.RunHostAsync(() => null!, stopping);", false)]
    [InlineData("{ daemon.NotifyReady(); await Task.Delay(1, stopping); }", false)]
    public void HostOfAMethodIsToldToTheRuntime(string body, bool buildsHost)
    {
        var modifier = body.Contains("await", StringComparison.Ordinal) ? "async " : "";
        var generated = GeneratorHost.Generate(GeneratorHost.Compile($$"""
            using Daemonize.Hosting;
            using Microsoft.Extensions.Hosting;

            internal static partial class News
            {
                [Daemon(Ready = ReadyMode.Manual)] internal static partial Task Fetch(DaemonContext daemon, CancellationToken stopping);
                internal static {{modifier}}partial Task Fetch(DaemonContext daemon, CancellationToken stopping) {{body}}
            }
            """).AddReferences(GeneratorHost.HostingReferences));
        Assert.Equal(buildsHost, generated.Contains("BuildsHost = true,", StringComparison.Ordinal));
    }
}
