using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN508_RerunMustNotBeParallelTests
{
    [Theory]
    [InlineData("Interrupted = {|DMN508:InterruptedPolicy.Rerun|}, Overlap = OverlapPolicy.Parallel")]
    [InlineData("Interrupted = InterruptedPolicy.Rerun, Overlap = OverlapPolicy.Queue")]
    [InlineData("Interrupted = InterruptedPolicy.Rerun")]
    [InlineData("Interrupted = InterruptedPolicy.Skip, Overlap = OverlapPolicy.Parallel")]
    [InlineData("Interrupted = {|DMN211:(InterruptedPolicy)7|}, Overlap = OverlapPolicy.Parallel")]
    public Task RerunOfParallelTicksIsReported(string settings) => Verify.MembersAsync($$"""
        [Daemon(Interval = "1m", AlignToClock = true, Scope = DaemonScope.Cluster, {{settings}})]
        internal static void Fetch(CancellationToken stop) { }
        """);

    [Fact]
    public Task MessageSaysWhy() => Verify.MessageAsync(
        "DMN508",
        "InterruptedPolicy.Rerun contradicts OverlapPolicy.Parallel: which of several open slots have ended is not recorded",
        """
        internal static class News
        {
            [Daemon(Interval = "1m", Scope = DaemonScope.Cluster, Interrupted = InterruptedPolicy.Rerun, Overlap = OverlapPolicy.Parallel)]
            internal static void Fetch() { }
        }
        """);
}
