using Daemonize.CodeFixes;
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

    [Fact]
    public Task LaterDaemonIsRenamed() => Verify.FixAsync<RenameDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon] internal static void Fetch() { }

            // Keeps its comment.
            [Daemon(Interval = "10s")]
            internal static void {|DMN901:Fetch|}(ILogger logger) { }
        }
        """,
        """
        internal static class News
        {
            [Daemon] internal static void Fetch() { }

            // Keeps its comment.
            [Daemon(Name = "fetch-2", Interval = "10s")]
            internal static void Fetch(ILogger logger) { }
        }
        """);

    [Fact]
    public Task AllLaterDaemonsGetNamesThatDiffer() => Verify.FixAsync<RenameDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon] internal static void Fetch() { }
            [Daemon] internal static void {|DMN901:Fetch|}(ILogger logger) { }
            [Daemon()] internal static Task {|DMN901:FetchAsync|}() => Task.CompletedTask;
            [Daemon(Interval = "1s", Name = {|DMN901:"fetch"|})] internal static void Other() { }
            [Daemon(
                Interval = "2s")]
            internal static Task {|DMN901:Fetch|}(CancellationToken stopping) => Task.Delay(1, stopping);
        }
        """,
        """
        internal static class News
        {
            [Daemon] internal static void Fetch() { }
            [Daemon(Name = "fetch-2")] internal static void Fetch(ILogger logger) { }
            [Daemon(Name = "fetch-3")] internal static Task FetchAsync() => Task.CompletedTask;
            [Daemon(Interval = "1s", Name = "fetch-4")] internal static void Other() { }
            [Daemon(
                Name = "fetch-5", Interval = "2s")]
            internal static Task Fetch(CancellationToken stopping) => Task.Delay(1, stopping);
        }
        """);

    [Fact]
    public Task NamesOfOtherFilesAreTaken() => Verify.FixAsync<RenameDaemonCodeFix>(
        [
            "internal static class A { [Daemon] internal static void Fetch() { } [Daemon(Name = \"fetch-2\")] internal static void " +
                "Other() { } }",
            "internal static class B { [Daemon] internal static void {|DMN901:Fetch|}() { } }",
            "internal static class C { [Daemon] internal static void {|DMN901:Fetch|}() { } [Daemon(Name = \"fetch.4\")] internal static " +
                "void Other() { } }",
        ],
        [
            "internal static class A { [Daemon] internal static void Fetch() { } [Daemon(Name = \"fetch-2\")] internal static void " +
                "Other() { } }",
            "internal static class B { [Daemon(Name = \"fetch-3\")] internal static void Fetch() { } }",
            "internal static class C { [Daemon(Name = \"fetch-5\")] internal static void Fetch() { } [Daemon(Name = \"fetch.4\")] " +
                "internal static void Other() { } }",
        ]);

    [Fact]
    public Task NumberOfAHandleThatClashesIsCountedOn() => Verify.FixAsync<RenameDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon(Name = "a2")] internal static void A() { }
            [Daemon(Name = {|DMN901:"a-2"|})] internal static void B() { }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Name = "a2")] internal static void A() { }
            [Daemon(Name = "a-3")] internal static void B() { }
        }
        """);
}
