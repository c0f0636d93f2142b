using System.Collections.Immutable;
using System.Globalization;
using Daemonize.Generator.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>
/// Compiles a program as a build does, with the generator and all analyzers. Exactly the diagnostics in the markup must be reported,
/// including those of the compiler: so each test also shows that a mistake gives one error.
/// </summary>
internal static class Verify
{
    private static readonly ReferenceAssemblies None = new("net10.0");

    /// <summary>Checks the members of a static class in a program without a <c>Main</c>.</summary>
    public static Task MembersAsync(string members) => ProgramAsync($$"""
        internal static class News
        {
            {{members}}
        }
        """);

    /// <summary>Checks the members of a static class in a program that refers to Daemonize.Hosting.</summary>
    public static Task HostedAsync(string members) => RunAsync(
        OutputKind.ConsoleApplication,
        [
            $$"""
            using Daemonize.Hosting;
            using Microsoft.Extensions.Hosting;

            internal sealed class Feed;

            internal static class News
            {
                {{members}}
            }
            """,
        ],
        GeneratorHost.HostingReferences);

    /// <summary>
    /// Checks the members of a static class in a program with one of the SDK's trim, AOT or single-file analyzers enabled.
    /// </summary>
    public static Task TrimmedAsync(string members, string analyzer)
    {
        var test = new DiagnosticTest();
        SetUp(test, OutputKind.ConsoleApplication);
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\nbuild_property.{analyzer} = true\n"));
        test.TestState.Sources.Add($"using System.Diagnostics.CodeAnalysis;\n{members}");
        test.TestState.Sources.Add(("Usings.cs", GeneratorHost.Usings));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks the files of a program.</summary>
    public static Task ProgramAsync(params string[] sources) => RunAsync(OutputKind.ConsoleApplication, sources);

    /// <summary>Checks the files of a library.</summary>
    public static Task LibraryAsync(params string[] sources) => RunAsync(OutputKind.DynamicallyLinkedLibrary, sources);

    /// <summary>Checks a code fix in one file, for one diagnostic and as Fix All.</summary>
    public static Task FixAsync<TCodeFix>(string source, string fixedSource)
        where TCodeFix : CodeFixProvider, new() => FixAsync<TCodeFix>([source], [fixedSource]);

    /// <summary>Checks a code fix in several files.</summary>
    public static Task FixAsync<TCodeFix>(string[] sources, string[] fixedSources)
        where TCodeFix : CodeFixProvider, new() =>
        RunFixAsync<TCodeFix>([.. sources, GeneratorHost.Usings], [.. fixedSources, GeneratorHost.Usings]);

    /// <summary>Checks a code fix in a project without global usings.</summary>
    public static Task FixWithoutUsingsAsync<TCodeFix>(string source, string fixedSource)
        where TCodeFix : CodeFixProvider, new() => RunFixAsync<TCodeFix>([source], [fixedSource]);

    private static Task RunFixAsync<TCodeFix>(string[] sources, string[] fixedSources)
        where TCodeFix : CodeFixProvider, new()
    {
        var test = new FixTest<TCodeFix>();
        SetUp(test, OutputKind.ConsoleApplication);
        test.TestState.Sources.AddRange(sources.Select((source, i) => ($"/0/Test{i}.cs", SourceText.From(source))));
        test.FixedState.Sources.AddRange(fixedSources.Select((source, i) => ($"/0/Test{i}.cs", SourceText.From(source))));

        // Diagnostics about the whole program are reported at the end of a compilation, so they are not "local" diagnostics.
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks the message of the only diagnostic of a rule.</summary>
    public static async Task MessageAsync(string id, string message, string source)
    {
        var diagnostics = await AnalyzeAsync(source);
        Assert.Equal(message, Assert.Single(diagnostics, diagnostic => diagnostic.Id == id).GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>Checks the severity of the only diagnostic of a rule.</summary>
    public static async Task SeverityAsync(string id, DiagnosticSeverity severity, string source)
    {
        var diagnostics = await AnalyzeAsync(source);
        Assert.Equal(severity, Assert.Single(diagnostics, diagnostic => diagnostic.Id == id).Severity);
    }

    /// <summary>Checks that only one rule reports something.</summary>
    public static async Task OnlyAsync(string id, string source) =>
        Assert.Equal([id], (await AnalyzeAsync(source)).Select(static diagnostic => diagnostic.Id));

    /// <summary>Checks that no analyzer throws, whether or not the source compiles.</summary>
    public static async Task NoExceptionAsync(string source) =>
        Assert.DoesNotContain(await AnalyzeAsync(source), diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source)
    {
        var (compilation, _) = GeneratorHost.Run(GeneratorHost.Compile(source));
        return compilation.WithAnalyzers([.. CreateAnalyzers()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(OutputKind kind, string[] sources, ImmutableArray<MetadataReference> references = default)
    {
        var test = new DiagnosticTest();
        SetUp(test, kind);
        foreach (var source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        test.TestState.AdditionalReferences.AddRange(references.IsDefault ? [] : references);
        test.TestState.Sources.Add(("Usings.cs", GeneratorHost.Usings));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static void SetUp(AnalyzerTest<DefaultVerifier> test, OutputKind kind)
    {
        test.ReferenceAssemblies = None;
        test.TestState.OutputKind = kind;
        test.TestState.AdditionalReferences.AddRange(GeneratorHost.References);

        // As in a project that generates no documentation file: the compiler does not parse comments.
        test.SolutionTransforms.Add(static (solution, project) => solution.WithProjectParseOptions(
            project, ((CSharpParseOptions)solution.GetProject(project)!.ParseOptions!).WithDocumentationMode(DocumentationMode.None)));

        // The emission tests check the generated code.
        test.TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck;
    }

    /// <summary>Creates all analyzers of the package, as in a build.</summary>
    private static IEnumerable<DiagnosticAnalyzer> CreateAnalyzers() =>
        from type in typeof(DaemonAnalyzer).Assembly.GetTypes()
        where typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract
        select (DiagnosticAnalyzer)Activator.CreateInstance(type)!;

    private sealed class DiagnosticTest : CSharpAnalyzerTest<DaemonAnalyzer, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => CreateAnalyzers();

        protected override IEnumerable<Type> GetSourceGenerators() => [typeof(DaemonGenerator)];
    }

    private sealed class FixTest<TCodeFix> : CSharpCodeFixTest<DaemonAnalyzer, TCodeFix, DefaultVerifier>
        where TCodeFix : CodeFixProvider, new()
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => CreateAnalyzers();

        protected override IEnumerable<Type> GetSourceGenerators() => [typeof(DaemonGenerator)];
    }
}
