using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// The stores that references provide are registered, for a program that needs one, and looked for only when they change.
/// </summary>
public sealed class StoreProviderTests
{
    private const string Source =
        "internal static class News { [Daemon(Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) { } }";

    private const string Provider = """
        using Daemonize.Cluster;

        [assembly: ClusterStoreProvider(typeof(Stores.@class), "memory", "volatile")]

        namespace Stores
        {
            public sealed class @class : IClusterStoreProvider
            {
                public static ClusterStore Open(string url) => throw new System.NotSupportedException(url);
            }
        }
        """;

    [Fact]
    public void EverySchemeIsRegistered()
    {
        var text = GeneratorHost.Generate(Compile(Source, Library("Stores", Provider)));
        Assert.Contains("new(\"memory\", static url => global::Stores.@class.Open(url)),", text, StringComparison.Ordinal);
        Assert.Contains("new(\"volatile\", static url => global::Stores.@class.Open(url)),", text, StringComparison.Ordinal);
    }

    /// <summary>What sets up a store is read through a lambda, too, and only from a provider that has it.</summary>
    [Theory]
    [InlineData("public static string? Setup => null;", true)]
    [InlineData("public static string Setup => \"\";", true)]
    [InlineData("static string? IClusterStoreProvider.Setup => null;", false)]
    [InlineData("public static int Setup => 1;", false)]
    public void SetupIsRegistered(string member, bool isRegistered)
    {
        var source = Provider.Replace("public static ClusterStore", $"{member} public static ClusterStore", StringComparison.Ordinal);
        var text = GeneratorHost.Generate(Compile(Source, Library("Stores", "#nullable enable\n" + source)));
        var setup = isRegistered ? " { Setup = static () => global::Stores.@class.Setup }" : "";
        Assert.Contains($"new(\"memory\", static url => global::Stores.@class.Open(url)){setup},", text, StringComparison.Ordinal);
    }

    /// <summary>Of two providers of a scheme, one is registered: the program's own, otherwise that of the first reference.</summary>
    [Fact]
    public void FirstProviderOfASchemeCounts()
    {
        var other = Provider.Replace("namespace Stores", "namespace Other", StringComparison.Ordinal)
            .Replace("Stores.@class", "Other.@class", StringComparison.Ordinal);
        var text = GeneratorHost.Generate(Compile(Source, Library("Stores", Provider), Library("Other", other)));
        Assert.DoesNotContain("Other", text, StringComparison.Ordinal);
        var mine = other.Replace("public sealed class", "internal sealed class", StringComparison.Ordinal);
        var own = GeneratorHost.Generate(GeneratorHost.Compile($"{mine}\n{Source}").AddReferences(Library("Stores", Provider)));
        Assert.DoesNotContain("Stores.", own, StringComparison.Ordinal);
        Assert.Contains("global::Other.@class.Open(url)", own, StringComparison.Ordinal);
    }

    /// <summary>No provider is named in generated code that could not compile.</summary>
    [Theory]
    [InlineData("public sealed class @class", "internal sealed class @class")]
    [InlineData("public static ClusterStore Open(string url)", "static ClusterStore IClusterStoreProvider.Open(string url)")]
    [InlineData(", \"memory\", \"volatile\"", "")]
    public void ProviderThatCannotBeCalledIsNone(string old, string changed) => Assert.DoesNotContain(
        "Stores =", GeneratorHost.Generate(
            Compile(Source, Library("Stores", Provider.Replace(old, changed, StringComparison.Ordinal)))), StringComparison.Ordinal);

    [Fact]
    public void ReferenceWithAnAliasIsNone() => Assert.DoesNotContain(
        "Stores =",
        GeneratorHost.Generate(Compile(Source, Library("Stores", Provider).WithAliases(["stores"]))), StringComparison.Ordinal);

    [Fact]
    public void ProgramWithoutAClusterNeedsNone() => Assert.DoesNotContain(
        "Stores =",
        GeneratorHost.Generate(
            Compile(Source.Replace("Scope = DaemonScope.Cluster", "", StringComparison.Ordinal), Library("Stores", Provider))),
        StringComparison.Ordinal);

    [Fact]
    public void EditOfAFileIsUnchanged()
    {
        var first = Compile(Source, Library("Stores", Provider));
        var result = GeneratorHost.CreateDriver()
            .RunGenerators(first, TestContext.Current.CancellationToken)
            .RunGenerators(first.AddSyntaxTrees(GeneratorHost.Parse("class Other { }", "Other.cs")), TestContext.Current.CancellationToken)
            .GetRunResult().Results[0];
        Assert.Equal(
            [IncrementalStepRunReason.Unchanged],
            result.TrackedSteps[TrackingNames.Stores].SelectMany(static step => step.Outputs).Select(static output => output.Reason));
    }

    private static CSharpCompilation Compile(string source, params MetadataReference[] references) =>
        GeneratorHost.Compile(source).AddReferences(references);

    private static PortableExecutableReference Library(string name, string source)
    {
        using var image = new MemoryStream();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var result = CSharpCompilation.Create(name, [GeneratorHost.Parse(source)], GeneratorHost.References, options)
            .Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
