using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN505_ClusterMethodShouldTakeCancellationTokenTests
{
    private const string Ticks = "Interval = \"10s\", AlignToClock = true, Scope = DaemonScope.Cluster";

    [Theory]
    [InlineData("void {|DMN505:Fetch|}() { }")]
    [InlineData("void {|DMN505:Fetch|}() => Console.WriteLine();")]
    [InlineData("void {|DMN505:Fetch|}(DaemonContext daemon) => Console.WriteLine(daemon.Name);")]
    [InlineData("async Task {|DMN505:Fetch|}(ILogger logger) => await Task.Yield();")]
    [InlineData("void Fetch(CancellationToken stop) => stop.ThrowIfCancellationRequested();")]
    [InlineData("void Fetch(DaemonContext daemon, CancellationToken stop = default) => stop.ThrowIfCancellationRequested();")]
    public Task TickWithoutATokenIsReported(string method) => Verify.MembersAsync($"[Daemon({Ticks})] internal static {method}");

    /// <summary>DMN101 is silent next to it.</summary>
    [Theory]
    [InlineData(Ticks, DiagnosticSeverity.Warning)]
    [InlineData("Scope = DaemonScope.Cluster", DiagnosticSeverity.Error)]
    public async Task LongRunIsAnError(string settings, DiagnosticSeverity severity)
    {
        var source = $"internal static class News {{ [Daemon({settings})] internal static async Task Fetch() => await Task.Yield(); }}";
        await Verify.SeverityAsync("DMN505", severity, source);
        await Verify.OnlyAsync("DMN505", source);
    }

    [Fact]
    public Task OtherScopeIsFine() => Verify.MembersAsync("[Daemon(Interval = \"10s\")] internal static void Fetch() { }");

    [Fact]
    public Task MessageSaysWhy() => Verify.MessageAsync(
        "DMN505",
        "Method 'Fetch' takes no CancellationToken, so it cannot stop when its process loses the lease, and the process is killed",
        $"internal static class News {{ [Daemon({Ticks})] internal static void Fetch() {{ }} }}");

    [Fact]
    public Task TokenIsTaken() => Verify.FixAsync<TakeCancellationTokenCodeFix>(
        $$"""
        internal static class News
        {
            [Daemon({{Ticks}})]
            internal static Task {|DMN505:Fetch|}() => {|DMN106:Task.Delay(1)|};
        }
        """,
        $$"""
        internal static class News
        {
            [Daemon({{Ticks}})]
            internal static Task Fetch(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);
        }
        """);
}
