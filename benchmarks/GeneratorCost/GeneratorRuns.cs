using Daemonize.Benchmarks;
using Daemonize.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GeneratorCost;

/// <summary>Measures the whole generator, compared with parsing and compiling the same program.</summary>
internal static class GeneratorRuns
{
    public static void Run(int rounds, params int[] daemonCounts)
    {
        Console.WriteLine();
        Console.WriteLine("### The generator, ms");
        var table = new MarkdownTable(
            "daemons, one a file", "parse", "compile", "generator, cold", "of parse + compile", "an empty one", "after an edit of a body",
            "of an attribute", "an empty one");
        foreach (var daemons in daemonCounts)
        {
            AddRow(table, rounds, daemons);
        }

        table.Print();
    }

    public static GeneratorDriver CreateDriver(bool trackSteps = false) => CreateDriver(new DaemonGenerator(), trackSteps);

    private static CSharpGeneratorDriver CreateDriver(IIncrementalGenerator generator, bool trackSteps = false) =>
        CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Workload.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    private static void AddRow(MarkdownTable table, int rounds, int daemons)
    {
        var trees = Workload.Parse(daemons, daemons);
        var body = Workload.ParseEdited("\"ticks\", 1", "\"ticks\", 2");
        var medians = Measure.Interleave(
            rounds,
            () => Measure.Time(() => Workload.Parse(daemons, daemons)),
            () => Compile(trees),
            () => Cold(new DaemonGenerator(), trees),
            () => Cold(new EmptyGenerator(), trees),
            () => AfterEdit(new DaemonGenerator(), trees, body),
            () => AfterEdit(new DaemonGenerator(), trees, Workload.ParseEdited("\"10s\"", "\"20s\"")),
            () => AfterEdit(new EmptyGenerator(), trees, body));
        table.Add([
            $"{daemons}",
            .. medians.Take(3).Select(Measure.Milliseconds),
            Measure.Percent(medians[2], medians[0] + medians[1]),
            .. medians.Skip(3).Select(Measure.Milliseconds),
        ]);
    }

    private static double Compile(SyntaxTree[] trees)
    {
        CreateDriver().RunGeneratorsAndUpdateCompilation(Workload.Compile(trees), out var complete, out _);
        var fresh = Workload.Compile(complete.SyntaxTrees);
        return Measure.Time(() =>
        {
            var mistakes = fresh.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (mistakes.FirstOrDefault() is { } mistake)
            {
                throw new InvalidOperationException(mistake.ToString());
            }
        });
    }

    private static double Cold(IIncrementalGenerator generator, SyntaxTree[] trees)
    {
        var (driver, compilation) = (CreateDriver(generator), Workload.Compile(trees));
        return Measure.Time(() => driver.RunGenerators(compilation));
    }

    private static double AfterEdit(IIncrementalGenerator generator, SyntaxTree[] trees, SyntaxTree edited)
    {
        var compilation = Workload.Compile(trees);
        var driver = CreateDriver(generator).RunGenerators(compilation);
        var next = compilation.ReplaceSyntaxTree(trees[1], edited);
        return Measure.Time(() => driver.RunGenerators(next));
    }
}
