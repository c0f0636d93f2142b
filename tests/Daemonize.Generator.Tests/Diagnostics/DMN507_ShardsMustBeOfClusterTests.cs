using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN507_ShardsMustBeOfClusterTests
{
    [Theory]
    [InlineData("Shards = {|DMN507:-1|}")]
    [InlineData("Shards = {|DMN507:1_000_001|}")]
    [InlineData("Shards = {|DMN507:int.MaxValue|}, Scope = DaemonScope.Cluster")]
    [InlineData("Shards = {|DMN507:int.MinValue|}, Scope = DaemonScope.Instance")]
    [InlineData("Shards = {|DMN507:1_000_001|}, Scope = DaemonScope.Instance")]
    [InlineData("Shards = {|DMN507:-1|}, Lease = \"30s\"")]
    [InlineData("Shards = 64, Scope = {|DMN507:DaemonScope.Instance|}")]
    [InlineData("Scope = {|DMN507:default|}, Shards = 1, Lease = \"30s\"")]
    public Task WhatCannotBeIsReported(string settings) => Verify.MembersAsync(
        $"[Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Theory]
    [InlineData("Shards = 1")]
    [InlineData("Shards = 1_000_000, Scope = DaemonScope.Cluster")]
    [InlineData("Shards = 0")]
    [InlineData("Shards = 0, Scope = DaemonScope.Instance, Delay = \"1s\"")]
    [InlineData("Shards = 8, Scope = {|DMN211:(DaemonScope)7|}")]
    [InlineData("Shards = 8, Lease = \"30s\", Interrupted = InterruptedPolicy.Rerun, Fence = true")]
    [InlineData("Shards = 8, Interval = \"10s\", AlignToClock = true, MaxParallel = 4, Overlap = OverlapPolicy.Queue")]
    public Task OtherNumberIsFine(string settings) => Verify.MembersAsync(
        $"[Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    /// <summary>Shards are those of a cluster, whose rules apply without a scope.</summary>
    [Theory]
    [InlineData("Interval = {|DMN501:\"10s\"|}")]
    [InlineData("Cron = {|DMN502:\"0 6 * * *\"|}")]
    [InlineData("Interval = \"10s\", AlignToClock = true, MaxRuns = {|DMN503:3|}")]
    [InlineData("Interval = {|DMN504:\"10ms\"|}, AlignToClock = true")]
    [InlineData("Fence = {|DMN506:false|}")]
    [InlineData(
        "Interval = \"1m\", AlignToClock = true, Interrupted = {|DMN508:InterruptedPolicy.Rerun|}, Overlap = OverlapPolicy.Parallel")]
    [InlineData("MaxParallel = {|DMN207:4|}")]
    public Task RulesOfAClusterApply(string settings) => Verify.MembersAsync(
        $"[Daemon(Shards = 8, {settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    /// <summary>DMN101 is silent next to it.</summary>
    [Fact]
    public Task MethodShouldTakeAToken() => Verify.MembersAsync(
        "[Daemon(Shards = 8)] internal static async Task {|DMN505:Fetch|}() => await Task.Yield();");

    [Fact]
    public async Task MessageSaysWhatIsWrong()
    {
        await Verify.MessageAsync(
            "DMN507", "Shards '-1' is not a whole number from 1 to 1000000",
            "internal static class News { [Daemon(Shards = -1)] internal static void Fetch() { } }");
        await Verify.MessageAsync(
            "DMN507",
            "Shards '64' contradicts DaemonScope.Instance: it is the processes of a cluster that divide shards; leave Scope out",
            "internal static class News { [Daemon(Shards = 64, Scope = DaemonScope.Instance)] internal static void Fetch() { } }");
    }

    [Fact]
    public Task ScopeIsRemoved() => Verify.FixAsync<RemoveScopeCodeFix>(
        """
        internal static class News
        {
            [Daemon(Shards = 64, Scope = {|DMN507:DaemonScope.Instance|})]
            internal static void Fetch(CancellationToken stop) { }

            [Daemon(
                Scope = {|DMN507:DaemonScope.Instance|}, // One.
                Shards = 64)] // Many.
            internal static void Prune(CancellationToken stop) { }

            [Daemon(Name = "listen",
                Shards = 64, // Many.
                Scope = {|DMN507:DaemonScope.Instance|}
            )]
            internal static void Listen(CancellationToken stop) { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Shards = 64)]
            internal static void Fetch(CancellationToken stop) { }

            [Daemon(
                Shards = 64)] // Many.
            internal static void Prune(CancellationToken stop) { }

            [Daemon(Name = "listen",
                Shards = 64 // Many.
            )]
            internal static void Listen(CancellationToken stop) { }
        }
        """);

    [Fact]
    public Task NumberHasNoFix()
    {
        const string Source = """
            internal static class News
            {
                [Daemon(Shards = {|DMN507:-1|})]
                internal static void Fetch(CancellationToken stop) { }
            }
            """;
        return Verify.FixAsync<RemoveScopeCodeFix>(Source, Source);
    }
}
