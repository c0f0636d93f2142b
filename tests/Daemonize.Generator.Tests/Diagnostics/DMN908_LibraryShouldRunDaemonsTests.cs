using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN908_LibraryShouldRunDaemonsTests
{
    private const string Fetch = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Fact]
    public Task LibraryThatRunsNothingIsReported() =>
        Verify.LibraryAsync("internal static class News { [Daemon] internal static void {|DMN908:Fetch|}() { } }");

    [Fact]
    public Task SeveralDaemonsAreReportedOnce() => Verify.LibraryAsync(
        "internal static class News { [Daemon] internal static void {|DMN908:Fetch|}() { } [Daemon] internal static void Listen() { } }");

    [Fact]
    public Task HandleIsNoRun() => Verify.LibraryAsync(
        "public static class News { [Daemon] internal static void {|DMN908:Fetch|}() { } public static void Go() => " +
        "Daemons.Fetch.Start(); }");

    [Theory]
    [InlineData("Daemons.Run(args)")]
    [InlineData("Daemons.TryRun(args, out var code) ? code : 1")]
    [InlineData("((Func<string[], int>)Daemons.Run)(args)")]
    public Task LibraryThatRunsThemIsFine(string run) =>
        Verify.LibraryAsync(Fetch, $"public static class Site {{ public static int Go(string[] args) => {run}; }}");

    [Theory]
    [InlineData("Shop")]
    [InlineData("Shop, PublicKey=00")]
    public Task AnotherAssemblyMayRunThem(string friend) =>
        Verify.LibraryAsync($"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]", Fetch);

    [Theory]
    [InlineData("News.Tests")]
    [InlineData("DynamicProxyGenAssembly2")]
    public Task TestsRunNothing(string friend) => Verify.LibraryAsync(
        $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]",
        "internal static class News { [Daemon] internal static void {|DMN908:Fetch|}() { } }");

    [Fact]
    public Task ProgramIsFine() => Verify.ProgramAsync(Fetch);

    [Fact]
    public Task LibraryWithoutDaemonsIsFine() => Verify.LibraryAsync("internal static class News { internal static void Fetch() { } }");
}
