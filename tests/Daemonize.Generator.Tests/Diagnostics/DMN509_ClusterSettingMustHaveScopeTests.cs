using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN509_ClusterSettingMustHaveScopeTests
{
    [Theory]
    [InlineData("Lease = {|DMN509:\"15s\"|}")]
    [InlineData("Interrupted = {|DMN509:InterruptedPolicy.Skip|}")]
    [InlineData("Fence = {|DMN509:true|}")]
    [InlineData("Fence = {|DMN509:false|}, Scope = DaemonScope.Instance")]
    [InlineData("Lease = null")]
    [InlineData("Lease = \"15s\", Interrupted = InterruptedPolicy.Rerun, Fence = true, Scope = DaemonScope.Cluster")]
    [InlineData("Lease = \"15s\", Scope = {|DMN211:(DaemonScope)7|}")]
    public Task SettingWithoutTheScopeIsReported(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    /// <summary>A lease has a limit, which the message names.</summary>
    [Theory]
    [InlineData("Lease = {|DMN211:\"2.9s\"|}")]
    [InlineData("Lease = {|DMN202:\"0s\"|}")]
    [InlineData("Lease = {|DMN201:\"soon\"|}")]
    [InlineData("Lease = {|DMN201:\"off\"|}")]
    [InlineData("Lease = \"3s\"")]
    public Task LeaseIsChecked(string settings) => Verify.MembersAsync(
        $"[Daemon({settings}, Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public Task MessageSaysWhatToSet() => Verify.MessageAsync(
        "DMN509", "Lease is for a daemon with Scope = DaemonScope.Cluster",
        "internal static class News { [Daemon(Lease = \"15s\")] internal static void Fetch() { } }");

    [Fact]
    public Task MessageNamesTheLimit() => Verify.MessageAsync(
        "DMN211",
        "Lease cannot be 1s: it takes a number with a unit (ms, s, m, h, d), such as \"500ms\", \"10s\" or \"1h30m\", or hh:mm:ss; at most " +
        "10000d, at least 3s",
        "internal static class News { [Daemon(Lease = \"1s\", Scope = DaemonScope.Cluster)] internal static void F(CancellationToken c) { } }");
}
