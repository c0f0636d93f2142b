using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN503_ClusterMustNotLimitRunsTests
{
    [Theory]
    [InlineData("MaxRuns = {|DMN503:3|}, Scope = DaemonScope.Cluster")]
    [InlineData("MaxRuns = 0, Scope = DaemonScope.Cluster")]
    [InlineData("MaxRuns = 3, Scope = DaemonScope.Instance")]
    public Task LimitInAClusterIsReported(string settings) => Verify.MembersAsync(
        $"[Daemon(Interval = \"1h\", AlignToClock = true, {settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public Task MessageSaysWhy() => Verify.MessageAsync(
        "DMN503",
        "MaxRuns '3' cannot be counted in a cluster: each process knows only its own ticks",
        "internal static class News { [Daemon(Interval = \"1h\", MaxRuns = 3, Scope = DaemonScope.Cluster)] internal static void F() { } }");
}
