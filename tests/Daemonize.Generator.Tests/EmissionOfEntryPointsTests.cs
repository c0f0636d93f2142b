using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests;

/// <summary>The generated entry point, and the stub that replaces it in a program with a mistake.</summary>
public sealed class EmissionOfEntryPointsTests
{
    private const string Mistaken = """
        namespace NewsApp;

        internal static class News
        {
            [Daemon(Interval = "soon")]
            internal static void Fetch() { }

            [Daemon]
            internal static void Listen() { }
        }
        """;

    [Fact]
    public void OwnMainLeavesTheModuleInitializer() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            private static int Main(string[] args) => Daemons.Run(args);

            [Daemon]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void GenerateMainFalseLeavesTheModuleInitializer()
    {
        var compilation = GeneratorHost.Compile("internal static class News { [Daemon] internal static void Fetch() { } }");
        var (output, result) = GeneratorHost.Run(compilation, ("DaemonizeGenerateMain", "False"));
        var errors =
            output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("CS5001", Assert.Single(errors).Id);
        Snapshot.Match(GeneratorHost.Join(result));
    }

    [Fact]
    public void LibraryHasNoWayIn() => Snapshot.Match(GeneratorHost.Generate(GeneratorHost.Compile(
        "internal static class News { [Daemon] internal static void Fetch() { } }", OutputKind.DynamicallyLinkedLibrary)));

    [Fact]
    public void MistakeGivesAStubWithAllHandles() => Snapshot.Match(GeneratorHost.Generate(Mistaken));

    [Fact]
    public void MistakeBesideOwnMainGivesAStubWithoutMain() => Snapshot.Match(GeneratorHost.Generate(
        Mistaken + "\ninternal static class Entry { private static int Main(string[] args) => Daemons.Run(args); }"));

    [Fact]
    public void ClashGivesAStub() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Name = "a.b")] internal static void Fetch() { }
            [Daemon(Name = "a-b")] internal static void Listen() { }
        }
        """));

    /// <summary>
    /// A tool that calls the entry point to get the host expects the host of the entry point. A daemon's own host and a builder that is not
    /// called do not count.
    /// </summary>
    [Theory]
    [InlineData("var app = WebApplication.CreateBuilder(args); return 0;", true)]
    [InlineData("var app = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder(args); return 0;", true)]
    [InlineData("if (args.Length > 1) { new HostBuilder().Build(); } return 0;", true)]
    [InlineData("return System.IO.File.Create(args[0]).CanRead ? 0 : 1;", false)]
    [InlineData("return Serve.Create();", false)]
    public void HostOfTheEntryPointIsToldToTheRuntime(string code, bool buildsHost)
    {
        var compilation = GeneratorHost.Compile($$"""
            if (Daemons.TryRun(args, out var exitCode)) { return exitCode; }
            {{code}}

            internal static class Serve
            {
                [Daemon] internal static void Fetch() => WebApplication.CreateBuilder();
                internal static int Create() => 0;
            }
            """);
        var (_, result) = GeneratorHost.Run(compilation);
        Assert.Equal(buildsHost, GeneratorHost.Join(result).Contains("BuildsHost = true,", StringComparison.Ordinal));
    }

    [Fact]
    public void ProgramWithoutDaemonsGetsNothing() =>
        Assert.Empty(GeneratorHost.Generate("internal static class Entry { private static void Main() { } }"));
}
