using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN501_ClusterMustShareSlotsTests
{
    [Theory]
    [InlineData("Interval = {|DMN501:\"10s\"|}")]
    [InlineData("Interval = {|DMN501:\"off\"|}")]
    [InlineData("Interval = \"10s\", AlignToClock = {|DMN501:false|}")]
    [InlineData("Delay = {|DMN501:\"10s\"|}")]
    public Task SlotsOfOneMachineAreReported(string settings) => Verify.MembersAsync(
        $"[Daemon({settings}, Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) {{ }}");

    [Theory]
    [InlineData("Interval = \"10s\", AlignToClock = true, Scope = DaemonScope.Cluster")]
    [InlineData("Cron = \"0 6 * * *\", TimeZone = \"UTC\", Scope = DaemonScope.Cluster")]
    [InlineData("Scope = DaemonScope.Cluster")]
    [InlineData("Interval = \"10s\", Scope = DaemonScope.Instance")]
    [InlineData("Delay = \"10s\"")]
    public Task OtherScheduleIsFine(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public Task MistakeOfTheIntervalIsReportedNextToIt() => Verify.MembersAsync(
        "[Daemon(Interval = {|DMN201:{|DMN501:\"soon\"|}|}, Scope = DaemonScope.Cluster)] " +
        "internal static void Fetch(CancellationToken stop) { }");

    [Fact]
    public Task MessageSaysWhatToDo() => Verify.MessageAsync(
        "DMN501",
        "Interval '10s' has other slots on each machine of a cluster: set AlignToClock = true for its multiples since the epoch",
        "internal static class News { [Daemon(Interval = \"10s\", Scope = DaemonScope.Cluster)] internal static void Fetch() { } }");

    [Fact]
    public Task MessageOfADelaySaysWhatToUse() => Verify.MessageAsync(
        "DMN501",
        "Delay '10s' has other slots on each machine of a cluster: use Interval with AlignToClock, or Cron",
        "internal static class News { [Daemon(Delay = \"10s\", Scope = DaemonScope.Cluster)] internal static void Fetch() { } }");

    [Fact]
    public Task SlotsAreAligned() => Verify.FixAsync<AlignToClockCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = {|DMN501:"10s"|}, Scope = DaemonScope.Cluster)]
            internal static void Fetch(CancellationToken stop) { }

            [Daemon(
                Scope = DaemonScope.Cluster, // All machines.
                Interval = {|DMN501:"10s"|} // Often.
            )]
            internal static void Prune(CancellationToken stop) { }

            [Daemon(Interval = "10s", AlignToClock = {|DMN501:false|}, Scope = DaemonScope.Cluster)]
            internal static void Listen(CancellationToken stop) { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "10s", AlignToClock = true, Scope = DaemonScope.Cluster)]
            internal static void Fetch(CancellationToken stop) { }

            [Daemon(
                Scope = DaemonScope.Cluster, // All machines.
                Interval = "10s", AlignToClock = true // Often.
            )]
            internal static void Prune(CancellationToken stop) { }

            [Daemon(Interval = "10s", AlignToClock = true, Scope = DaemonScope.Cluster)]
            internal static void Listen(CancellationToken stop) { }
        }
        """);

    [Fact]
    public Task DelayHasNoFix()
    {
        const string Source = """
            internal static class News
            {
                [Daemon(Delay = {|DMN501:"10s"|}, Scope = DaemonScope.Cluster)]
                internal static void Fetch(CancellationToken stop) { }
            }
            """;
        return Verify.FixAsync<AlignToClockCodeFix>(Source, Source);
    }
}
