using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN506_ClusterShouldHaveFenceTests
{
    [Theory]
    [InlineData("Fence = {|DMN506:false|}")]
    [InlineData("Fence = true")]
    [InlineData("Lease = \"3s\"")]
    public Task MissingFenceIsReported(string settings) => Verify.MembersAsync(
        $"[Daemon(Scope = DaemonScope.Cluster, {settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public async Task DaemonIsGeneratedAllTheSame()
    {
        const string Source =
            "internal static class News { [Daemon(Scope = DaemonScope.Cluster, Fence = false)] internal static void F(CancellationToken c) { } }";
        await Verify.SeverityAsync("DMN506", DiagnosticSeverity.Info, Source);
        await Verify.MessageAsync("DMN506", "Without Fence, a process that was suspended may run next to its successor", Source);
        Assert.Contains("\"fence=no\",", GeneratorHost.Generate(Source), StringComparison.Ordinal);
    }
}
