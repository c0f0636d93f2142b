using System.Collections.Immutable;
using Daemonize.Benchmarks;
using Daemonize.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GeneratorCost;

/// <summary>Measures a build with and without all analyzers of the package, and each analyzer by the compiler's own clock.</summary>
internal static class AnalyzerRuns
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Ours =
    [
        .. from type in typeof(DaemonGenerator).Assembly.GetTypes()
           where typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract
           orderby type.Name
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    public static async Task RunAsync(int rounds, int files, int daemons)
    {
        GeneratorRuns.CreateDriver()
            .RunGeneratorsAndUpdateCompilation(Workload.Compile(Workload.Parse(files, daemons)), out var complete, out _);
        SyntaxTree[] trees = [.. complete.SyntaxTrees];
        PrintBuilds(rounds, trees, files, daemons);
        await PrintAnalyzersAsync(rounds, trees);
    }

    private static void PrintBuilds(int rounds, SyntaxTree[] trees, int files, int daemons)
    {
        Console.WriteLine();
        Console.WriteLine($"### A build of {files} files with {daemons} daemons");
        var medians = Measure.Interleave(
            rounds,
            () => Time(trees, static compilation => Task.FromResult(compilation.GetDiagnostics())),
            () =>
                Time(
                    trees,
                    static compilation =>
                        WithAnalyzers(compilation, [new EmptyAnalyzer(looksAtOperations: false)]).GetAllDiagnosticsAsync()),
            () =>
                Time(
                    trees,
                    static compilation =>
                        WithAnalyzers(compilation, [new EmptyAnalyzer(looksAtOperations: true)]).GetAllDiagnosticsAsync()),
            () => Time(trees, static compilation => WithAnalyzers(compilation, Ours).GetAllDiagnosticsAsync()));
        var table = new MarkdownTable("", "ms", "× compiler alone");
        string[] rows =
            ["the compiler alone", "with one analyzer that does nothing", "with one that looks at operations",
                $"with all {Ours.Length} of Daemonize"];
        for (var i = 0; i < rows.Length; i++)
        {
            table.Add(rows[i], Measure.Milliseconds(medians[i]), MarkdownTable.Figure(medians[i] / medians[0], "0.00"));
        }

        table.Print();
        Console.WriteLine(
            $"Daemonize adds {Measure.Percent(medians[3] - medians[2], medians[2])} to a build with an analyzer that looks at " +
            "operations, which every project with "
            + "the SDK's own analyzers has.");
    }

    private static async Task PrintAnalyzersAsync(int rounds, SyntaxTree[] trees)
    {
        Console.WriteLine();
        Console.WriteLine("### Each analyzer, ms");
        var samples = Ours.ToDictionary(static analyzer => analyzer, static _ => new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var run = WithAnalyzers(Workload.Compile(trees), Ours, isConcurrent: false);
            await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
            foreach (var analyzer in Ours)
            {
                var telemetry = await run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
                if (round >= 0)
                {
                    samples[analyzer].Add(telemetry.ExecutionTime.TotalMilliseconds);
                }
            }
        }

        var table = new MarkdownTable("analyzer", "ms", "share");
        var medians =
            samples.Select(static pair => (pair.Key.GetType().Name, Time: Statistics.Median(pair.Value)))
                .OrderByDescending(static row => row.Time).ToArray();
        foreach (var (name, time) in medians)
        {
            table.Add(name, Measure.Milliseconds(time), Measure.Percent(time, medians.Sum(static row => row.Time)));
        }

        table.Print();
    }

    private static CompilationWithAnalyzers WithAnalyzers(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, bool isConcurrent = true) =>
        compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            static (exception, _, _) => throw new InvalidOperationException("an analyzer threw", exception),
            concurrentAnalysis: isConcurrent,
            logAnalyzerExecutionTime: !isConcurrent));

    private static double Time(SyntaxTree[] trees, Func<CSharpCompilation, Task<ImmutableArray<Diagnostic>>> diagnose)
    {
        var compilation = Workload.Compile(trees);
        return Measure.Time(() => diagnose(compilation).GetAwaiter().GetResult());
    }
}
