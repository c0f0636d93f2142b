using System.Collections.Immutable;
using Daemonize.Generator.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>Runs the generator and the analyzers on code of any kind, as an editor does, and fails if one throws.</summary>
internal static class Robust
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. from type in typeof(DaemonAnalyzer).Assembly.GetTypes()
           where typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    // Reads the references and creates the driver only once for all tests.
    private static readonly CSharpCompilation Empty = GeneratorHost.Compile("");
    private static readonly GeneratorDriver Driver = GeneratorHost.CreateDriver().RunGenerators(Empty);

    public static void Generate(string source) => Run(source);

    public static Task AnalyzeAsync(string source) => GetDiagnosticsAsync(Run(source));

    /// <summary>Returns the diagnostics of the analyzers for a program with its generated code.</summary>
    public static async Task<ImmutableArray<Diagnostic>> GetDiagnosticsAsync(Compilation compilation)
    {
        List<string> failures = [];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, analyzer, _) =>
            {
                lock (failures)
                {
                    failures.Add($"{analyzer.GetType().Name}: {exception}");
                }
            },
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var diagnostics =
            await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(failures.Count == 0, $"{string.Join("\n", failures)}\n---- in:\n{compilation.SyntaxTrees.First()}");
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static Compilation Run(string source)
    {
        var compilation = Empty.ReplaceSyntaxTree(Empty.SyntaxTrees[0], GeneratorHost.Parse(source));
        var result =
            Driver.RunGeneratorsAndUpdateCompilation(
                compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken)
            .GetRunResult().Results[0];
        Assert.True(result.Exception is null, $"{result.Exception}\n---- in:\n{source}");
        Assert.Empty(diagnostics);
        return output;
    }
}
