using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN901_DaemonNamesMustDifferTests
{
    [Fact]
    public Task DifferentNamesAreFine() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [Daemon] internal static void FetchNews() { }
        """);

    [Fact]
    public Task LaterNameIsReported() => Verify.MembersAsync("""
        [Daemon(Name = "fetch")] internal static void A() { }
        [Daemon(Name = {|DMN901:"fetch"|})] internal static void B() { }
        """);

    [Fact]
    public Task EachLaterNameIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch() { }
        [Daemon] internal static void {|DMN901:Fetch|}(ILogger logger) { }
        [Daemon] internal static Task {|DMN901:FetchAsync|}() => Task.CompletedTask;
        """);

    [Fact]
    public Task LaterFileIsReported() => Verify.ProgramAsync(
        "internal static class A { [Daemon] internal static void Fetch() { } }",
        "internal static class B { [Daemon] internal static void {|DMN901:Fetch|}() { } }");

    [Theory]
    [InlineData("a-b", "a.b")]
    [InlineData("a1", "a-1")]
    public Task NamesWithOneHandleAreReported(string first, string second) => Verify.MembersAsync($$"""
        [Daemon(Name = "{{first}}")] internal static void A() { }
        [Daemon(Name = {|DMN901:"{{second}}"|})] internal static void B() { }
        """);

    [Fact]
    public Task NameOfAMistakenDaemonIsTaken() => Verify.MembersAsync("""
        [Daemon(Interval = {|DMN201:"soon"|})] internal static void Fetch() { }
        [Daemon] internal static Task {|DMN901:FetchAsync|}() => Task.CompletedTask;
        """);
}
