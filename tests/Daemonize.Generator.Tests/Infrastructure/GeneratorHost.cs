using System.Collections.Immutable;
using System.Reflection;
using Daemonize.Generator.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Runs the generator in process over small sources.</summary>
internal static class GeneratorHost
{
    /// <summary>The usings of <c>ImplicitUsings</c> and of the tests.</summary>
    public const string Usings = """
        global using Daemonize;
        global using Microsoft.Extensions.Logging;
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string ReferencePack = typeof(GeneratorHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(ReferencePack)).Value!;

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Directory.GetFiles(ReferencePack, "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(DaemonAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
    ];

    /// <summary>The references that Daemonize.Hosting adds.</summary>
    public static readonly ImmutableArray<MetadataReference> HostingReferences =
    [
        MetadataReference.CreateFromFile(typeof(Hosting.DaemonServicesAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Hosting.IHostApplicationBuilder).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location),
    ];

    // With Diagnose, an unresolved cref and a public member without a comment are warnings, as in a project with documentation.
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static SyntaxTree Parse(string source, string path = "Source.cs") =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken);

    public static CSharpCompilation Compile(string source, OutputKind kind = OutputKind.ConsoleApplication) => CSharpCompilation.Create(
        "NewsApp",
        [Parse(source), Parse(Usings, "Usings.cs")],
        References,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver CreateDriver(params (string Name, string Value)[] properties) => CSharpGeneratorDriver.Create(
        [new DaemonGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: new BuildProperties(properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator; returns the compilation with the generated code, and the run's result.</summary>
    public static (Compilation Compilation, GeneratorRunResult Result) Run(
        Compilation compilation, params (string Name, string Value)[] properties)
    {
        var driver = CreateDriver(properties).RunGeneratorsAndUpdateCompilation(
            compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);

        var again = driver.RunGenerators(compilation.Clone(), TestContext.Current.CancellationToken).GetRunResult().Results[0];
        Assert.All(
            again.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs),
            step => Assert.Equal(IncrementalStepRunReason.Cached, step.Reason));
        return (output, driver.GetRunResult().Results[0]);
    }

    /// <summary>Returns the generated files, joined; the compilation with them must have no errors or warnings.</summary>
    public static string Generate(string source, params (string Name, string Value)[] properties) => Generate(Compile(source), properties);

    public static string Generate(Compilation compilation, params (string Name, string Value)[] properties)
    {
        var (output, result) = Run(compilation, properties);
        Assert.Empty(
            output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Join(result);
    }

    /// <summary>
    /// Returns all generated files except the completion scripts, which have their own snapshots: they are too long to review together.
    /// </summary>
    public static string Join(GeneratorRunResult result) =>
        string.Join(
            "\n",
            result.GeneratedSources.Where(source => source.HintName != CompletionEmitter.HintName)
                .Select(source => $"//---- {source.HintName}\n{source.SourceText}"));
}
