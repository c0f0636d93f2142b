using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests;

/// <summary>Compiles programs with the generated code, loads them, and inspects the entry point.</summary>
public sealed class EntryPointTests
{
    private const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";

    [Fact]
    public void MainIsGenerated()
    {
        var entryPoint = Load(News).EntryPoint!;
        Assert.Equal(typeof(int), entryPoint.ReturnType);
        Assert.Equal("Daemonize.CompilerServices", entryPoint.DeclaringType!.Namespace);
    }

    [Theory]
    [InlineData("static int Main(string[] args) => Daemons.Run(args);")]
    [InlineData("static void Main() => Environment.ExitCode = Daemons.Run([]);")]
    [InlineData("static async Task<int> Main(string[] args) { await Task.Yield(); return Daemons.Run(args); }")]
    public void OwnMainIsKept(string main) =>
        Assert.Equal("Entry", Load(News, $"internal static class Entry {{ private {main} }}").EntryPoint!.DeclaringType!.Name);

    [Fact]
    public void TopLevelStatementsAreKept() =>
        Assert.Equal("Program", Load("return Daemons.Run(args);", News).EntryPoint!.DeclaringType!.Name);

    [Fact]
    public void MethodThatOnlyLooksLikeMainIsNoEntryPoint() =>
        Assert.Equal(
            "Daemonize.CompilerServices",
            Load(News, "internal class Entry { internal void Main(string[] args) { } }").EntryPoint!.DeclaringType!.Namespace);

    [Fact]
    public void ModuleInitializerIsGenerated() => Assert.True(HasModuleInitializer(OutputKind.ConsoleApplication));

    [Fact]
    public void LibraryHasNoModuleInitializer() => Assert.False(HasModuleInitializer(OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public void StubRefusesToRun()
    {
        var (compilation, result) = GeneratorHost.Run(GeneratorHost.Compile(
            "internal static class News { [Daemon(Interval = \"soon\")] internal static void Fetch() { } }"));
        Assert.Empty(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(
            "Daemonize.CompilerServices",
            compilation.GetEntryPoint(TestContext.Current.CancellationToken)!.ContainingNamespace.ToDisplayString());
        Assert.Contains(
            "return global::Daemonize.CompilerServices.DaemonEntryPoint.RefuseToRun(\"newsapp\");", GeneratorHost.Join(result),
            StringComparison.Ordinal);
        Assert.DoesNotContain("IsStage", GeneratorHost.Join(result), StringComparison.Ordinal);
    }

    private static bool HasModuleInitializer(OutputKind kind)
    {
        using var image = Emit(kind, News);
        using var reader = new PEReader(image);
        var metadata = reader.GetMetadataReader();

        // The compiler calls module initializers in the static constructor of <Module>, which is always the first type.
        var moduleType = metadata.GetTypeDefinition(metadata.TypeDefinitions.First());
        return moduleType.GetMethods().Any(method => metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, ".cctor"));
    }

    private static Assembly Load(params string[] sources)
    {
        using var image = Emit(OutputKind.ConsoleApplication, sources);
        return new AssemblyLoadContext("app", isCollectible: true).LoadFromStream(image);
    }

    private static MemoryStream Emit(OutputKind kind, params string[] sources)
    {
        var compilation = GeneratorHost.Compile(sources[0], kind)
            .AddSyntaxTrees(sources.Skip(1).Select((source, i) => GeneratorHost.Parse(source, $"Source{i}.cs")));
        var image = new MemoryStream();
        Assert.True(
            GeneratorHost.Run(compilation).Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        return image;
    }
}
