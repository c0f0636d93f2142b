using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// A program sees the generated code of another, as tests see the code of the program under test (InternalsVisibleTo): each uses its own.
/// </summary>
public sealed class OtherProgramsTests
{
    private const string Tests = """
        using Daemonize;

        namespace App.Tests
        {
            internal static class Probe
            {
                [Daemon(Interval = "1s")] internal static void Strike(System.DayOfWeek day = default, string word = "") { }

                internal static object Use() => (Daemons.Strike, new Daemonize.CompilerServices.StrikeOptions { Word = "loud" });
            }
        }
        """;

    [Theory]
    [InlineData("Shop")]
    [InlineData("Shop", "Blog")]
    public void DaemonsOfTheTestsAreTheirOwn(params string[] programs) => AssertClean(Compile(Tests, programs));

    /// <summary>Uses the short name of an options type that exists in both programs.</summary>
    [Fact]
    public void OptionsOfTheTestsAreTheirOwn() => AssertClean(Compile(
        """
        using Daemonize;
        using Daemonize.CompilerServices;

        internal static class Probe
        {
            [Daemon] internal static void Serve(int probes) { }

            internal static object Use() => Daemons.Serve.Start(new ServeOptions { Probes = 1 });
        }
        """,
        "Shop"));

    [Fact]
    public void MistakeInTheTestsBringsNoFurtherWarnings() =>
        AssertClean(Compile(Tests.Replace("1s", "soon", StringComparison.Ordinal), "Shop"));

    [Fact]
    public void TestsWithoutDaemonsUseThoseOfTheProgram() => AssertClean(Compile(
        "using Daemonize; internal static class Probe { internal static int Use() => Daemons.Run([\"status\"]); internal static object " +
        "Handle => Daemons.Serve; }", "Shop"));

    [Theory]
    [InlineData("global using Daemons = Daemonize.Daemons;")]
    [InlineData("internal static class Daemons { }")]
    [InlineData("namespace Daemons { internal static class Other { } }")]
    public void NameThatIsTakenIsLeft(string source)
    {
        var (output, _) =
            GeneratorHost.Run(Compile("internal static class Probe { [Daemonize.Daemon] internal static void Strike() { } }", "Shop")
            .AddSyntaxTrees(GeneratorHost.Parse(source, "Taken.cs")));
        Assert.DoesNotContain(
            Warnings(output), diagnostic => diagnostic.Id != "CS0436" || diagnostic.Location.SourceTree?.FilePath != "Taken.cs");
    }

    /// <summary>The guide's advice for a name in a namespace, which has priority over the alias of the whole program.</summary>
    [Theory]
    [InlineData("namespace App.Tests { using Daemonize; {0} }", false)]
    [InlineData("namespace App.Tests { using Daemonize; using Daemons = Daemons; {0} }", true)]
    [InlineData("namespace App.Tests { using Daemonize; using Daemons = global::Daemonize.Daemons; {0} }", false)]
    [InlineData("using Daemonize; namespace App.Tests { {0} }", true)]
    [InlineData("namespace Daemonize.Samples { {0} }", false)]
    public void NameMustBeThatOfTheWholeProgram(string source, bool isClean)
    {
        const string Probe =
            "internal static class Probe { [Daemon] internal static void Strike() { } internal static object Use() => Daemons.Strike; }";
        var (output, _) = GeneratorHost.Run(Compile(source.Replace("{0}", Probe, StringComparison.Ordinal), "Shop"));
        Assert.Equal(isClean ? [] : ["CS0436"], Warnings(output).Select(static warning => warning.Id).Distinct());
    }

    /// <summary>The guide's advice for tests of two programs.</summary>
    [Fact]
    public void ReferencesMayHaveAliases()
    {
        var compilation = CreateCompilation("""
            extern alias shop;
            extern alias blog;
            internal static class Probe { internal static object Use() => (shop::Daemonize.Daemons.Serve, blog::Daemonize.Daemons.Serve); }
            """).AddReferences(Program("Shop", "shop"), Program("Blog", "blog"));
        AssertClean(compilation);
    }

    [Fact]
    public void ProgramThatShowsNothingChangesNothing()
    {
        var compilation = CreateCompilation(Tests, "Stranger").AddReferences(Program("Shop"));
        var generated = GeneratorHost.Generate(compilation);
        Assert.DoesNotContain("CS0436", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("global using", generated, StringComparison.Ordinal);
    }

    private static void AssertClean(CSharpCompilation compilation)
    {
        var (output, _) = GeneratorHost.Run(compilation);
        Assert.Empty(Warnings(output));
    }

    private static IEnumerable<Diagnostic> Warnings(Compilation compilation) =>
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private static CSharpCompilation Compile(string source, params string[] programs) =>
        CreateCompilation(source).AddReferences(programs.Select(static name => Program(name)));

    private static CSharpCompilation CreateCompilation(string source, string name = "App.Tests") => CSharpCompilation.Create(
        name,
        [GeneratorHost.Parse(source)],
        GeneratorHost.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static PortableExecutableReference Program(string name, string? alias = null)
    {
        const string Source = """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App.Tests")]
            internal static class Site { [Daemon] internal static void Serve(System.DayOfWeek day = default, int port = 80) { } }
            """;
        var (program, _) = GeneratorHost.Run(GeneratorHost.Compile(Source).WithAssemblyName(name));
        using var image = new MemoryStream();
        Assert.True(program.Emit(image).Success);
        return MetadataReference.CreateFromImage(
            image.ToArray(), new MetadataReferenceProperties(aliases: alias is null ? default : [alias]));
    }
}
