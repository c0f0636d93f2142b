using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests;

/// <summary>The generated way into a program, and the stub that stands in for one with a mistake.</summary>
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
        var errors = output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
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

    [Fact]
    public void ProgramWithoutDaemonsGetsNothing() =>
        Assert.Empty(GeneratorHost.Generate("internal static class Entry { private static void Main() { } }"));
}
