using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN902_PidFilesMustDifferTests
{
    [Theory]
    [InlineData("a.pid", "b.pid")]
    [InlineData("a.pid", "/a.pid")]
    [InlineData("x/../a.pid", "a.pid")]
    [InlineData("a.pid", "A.pid")]
    public Task DifferentFilesAreFine(string first, string second) => Verify.MembersAsync($$"""
        [Daemon(PidFile = "{{first}}")] internal static void First() { }
        [Daemon(PidFile = "{{second}}")] internal static void Second() { }
        """);

    [Theory]
    [InlineData("a.pid", "a.pid")]
    [InlineData("a.pid", "./a.pid")]
    [InlineData("/run/a.pid", "/run//./a.pid")]
    public Task LaterFileIsReported(string first, string second) => Verify.MembersAsync($$"""
        [Daemon(PidFile = "{{first}}")] internal static void First() { }
        [Daemon(PidFile = {|DMN902:"{{second}}"|})] internal static void Second() { }
        """);

    [Fact]
    public Task DefaultOfAnEarlierDaemonIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void First() { }
        [Daemon(PidFile = {|DMN902:"first.pid"|})] internal static void Second() { }
        """);

    [Fact]
    public Task DefaultThatAnEarlierDaemonTookIsReportedAtTheMethod() => Verify.MembersAsync("""
        [Daemon(PidFile = "second.pid")] internal static void First() { }
        [Daemon] internal static void {|DMN902:Second|}() { }
        """);

    [Fact]
    public Task DefaultThatAnEarlierDaemonTookIsReportedAtTheName() => Verify.MembersAsync("""
        [Daemon(PidFile = "second.pid")] internal static void First() { }
        [Daemon(Name = {|DMN902:"second"|})] internal static void Other() { }
        """);

    [Fact]
    public Task DefaultsOfOneNameAreOnlyANameClash() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [Daemon] internal static void {|DMN901:Fetch|}(ILogger logger) { }
        """);
}
