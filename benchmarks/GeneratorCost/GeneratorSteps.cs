using Daemonize.Benchmarks;
using Microsoft.CodeAnalysis;

namespace GeneratorCost;

/// <summary>Measures the steps of the generator by the compiler's own clock.</summary>
internal static class GeneratorSteps
{
    public static void Run(int rounds, int daemons)
    {
        Console.WriteLine();
        Console.WriteLine($"### The steps of the generator, {daemons} daemons, ms");
        var trees = Workload.Parse(daemons, daemons);
        var edited = Workload.ParseEdited("\"ticks\", 1", "\"ticks\", 2");
        List<Dictionary<string, double>> cold = [];
        List<Dictionary<string, double>> edit = [];
        for (var round = -2; round < rounds; round++)
        {
            var compilation = Workload.Compile(trees);
            var first = GeneratorRuns.CreateDriver(trackSteps: true).RunGenerators(compilation);
            var second = first.RunGenerators(compilation.ReplaceSyntaxTree(trees[1], edited));
            if (round >= 0)
            {
                cold.Add(Read(first));
                edit.Add(Read(second));
            }
        }

        Print(cold, edit);
    }

    private static Dictionary<string, double> Read(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results[0];
        return result.TrackedSteps
            .Concat(result.TrackedOutputSteps)
            .GroupBy(static step => step.Key)
            .ToDictionary(
                static steps => steps.Key,
                static steps =>
                    steps.SelectMany(static step => step.Value).Distinct().Sum(static run => run.ElapsedTime.TotalMilliseconds));
    }

    private static void Print(List<Dictionary<string, double>> cold, List<Dictionary<string, double>> edit)
    {
        var table = new MarkdownTable("step", "cold", "share", "after an edit of a body", "share");
        var medians = cold.SelectMany(static steps => steps.Keys).Distinct()
            .Select(step => (Step: step, Cold: Median(cold, step), Edit: Median(edit, step)))
            .OrderByDescending(static row => row.Cold)
            .ToArray();
        var (coldSum, editSum) = (medians.Sum(static row => row.Cold), medians.Sum(static row => row.Edit));
        foreach (var (step, coldTime, editTime) in medians.Where(static row => row.Cold >= 0.01 || row.Edit >= 0.01))
        {
            table.Add(
                step, Measure.Milliseconds(coldTime), Measure.Percent(coldTime, coldSum), Measure.Milliseconds(editTime),
                Measure.Percent(editTime, editSum));
        }

        table.Print();
        Console.WriteLine(
            $"{medians.MaxBy(static row => row.Cold).Step} dominates a cold run, {medians.MaxBy(static row => row.Edit).Step} one after " +
            "an edit. "
            + "Parse is the transform: it has in it what the compiler takes to bind the attributes, as the empty generator above does.");
    }

    private static double Median(List<Dictionary<string, double>> runs, string step) =>
        Statistics.Median(runs.Select(run => run.GetValueOrDefault(step)));
}
