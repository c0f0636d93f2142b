using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN502_ClusterMustNameTimeZoneTests
{
    [Theory]
    [InlineData("Cron = {|DMN502:\"0 6 * * *\"|}")]
    [InlineData("Cron = {|DMN502:\"off\"|}")]
    [InlineData("Cron = \"0 6 * * *\", TimeZone = {|DMN502:null|}")]
    [InlineData("Cron = \"0 6 * * *\", TimeZone = {|DMN502:\"local\"|}")]
    public Task LocalTimeIsReported(string settings) => Verify.MembersAsync(
        $"[Daemon({settings}, Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) {{ }}");

    [Theory]
    [InlineData("TimeZone = \"UTC\", Scope = DaemonScope.Cluster")]
    [InlineData("TimeZone = \"Europe/Berlin\", Scope = DaemonScope.Cluster")]
    [InlineData("TimeZone = {|DMN211:\"\"|}, Scope = DaemonScope.Cluster")]
    [InlineData("TimeZone = \"local\"")]
    public Task OtherTimeIsFine(string settings) => Verify.MembersAsync(
        $"[Daemon(Cron = \"0 6 * * *\", {settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public Task MessageSaysWhatToDo() => Verify.MessageAsync(
        "DMN502",
        "Cron '@daily' comes at another time on each machine of a cluster: set TimeZone to an IANA name such as \"Europe/Berlin\", or to " +
        "\"UTC\"",
        "internal static class News { [Daemon(Cron = \"@daily\", Scope = DaemonScope.Cluster)] internal static void Fetch() { } }");
}
