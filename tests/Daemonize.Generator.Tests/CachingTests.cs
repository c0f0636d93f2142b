using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>An edit repeats only the work that it affects.</summary>
public sealed class CachingTests
{
    private const string News = """
        internal static class News
        {
            [Daemon(PidFile = "news.pid", Interval = "10s", Umask = "027", WorkingDirectory = "/srv")]
            internal static void Fetch(ILogger logger) { }

            [Daemon]
            internal static async Task<int> Listen(DaemonContext context, CancellationToken stopping) { await Task.Yield(); return 0; }
        }
        """;

    [Fact]
    public void UnrelatedFileIsCached() =>
        AssertNothingIsRepeated(Run(News, compilation => compilation.AddSyntaxTrees(GeneratorHost.Parse("class Other { }", "Other.cs"))));

    [Fact]
    public void EditOfUnrelatedFileIsCached() =>
        AssertNothingIsRepeated(Run(News, compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], GeneratorHost.Parse(GeneratorHost.Usings + "\nclass Other { }", "Usings.cs"))));

    [Fact]
    public void LineAboveIsCached() => AssertNothingIsRepeated(RunEdited("internal static class", "// A comment.\ninternal static class"));

    [Fact]
    public void EditInsideBodyIsCached() => AssertNothingIsRepeated(RunEdited("{ }", "{ Console.WriteLine(); }"));

    [Fact]
    public void RenamedParameterIsCached() => AssertNothingIsRepeated(RunEdited("ILogger logger", "ILogger log"));

    [Fact]
    public void AddedUnmarkedMethodIsCached() =>
        AssertNothingIsRepeated(RunEdited("[Daemon]", "internal static void Other() { }\n\n[Daemon]"));

    [Fact]
    public void MethodsInOtherOrderAreUnchangedWhenCollected()
    {
        const string First = "[Daemon] internal static void A() { }";
        const string Second = "[Daemon] internal static void B() { }";
        var source = $"internal static class C {{ {First} {Second} }}";
        var result = Run(source, compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], GeneratorHost.Parse($"internal static class C {{ {Second} {First} }}")));
        AssertReasons(result, TrackingNames.Collect, IncrementalStepRunReason.Unchanged);
        AssertNothingIsWritten(result);
    }

    [Fact]
    public void ChangedIntervalIsModified()
    {
        var result = RunEdited("10s", "20s");
        AssertReasons(result, TrackingNames.Parse, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Collect, IncrementalStepRunReason.Modified);
        AssertReasons(result, TrackingNames.Assembly, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Options, IncrementalStepRunReason.Cached);
        AssertReasons(result, TrackingNames.Program, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void UnrelatedBuildPropertyIsUnchanged()
    {
        var result = RunWithProperties(("Version", "1.2.3"), ("Nullable", "enable"));
        AssertReasons(result, TrackingNames.Options, IncrementalStepRunReason.Unchanged);
        AssertNothingIsWritten(result);
    }

    [Fact]
    public void ChangedVersionIsModified()
    {
        var result = RunWithProperties(("Version", "1.2.4"));
        AssertReasons(result, TrackingNames.Options, IncrementalStepRunReason.Modified);
        AssertReasons(result, TrackingNames.Parse, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void OwnMainIsModified()
    {
        const string Main = "internal static class Entry { static int Main(string[] args) => Daemons.Run(args); }";
        var result = Run(News, compilation => compilation.AddSyntaxTrees(GeneratorHost.Parse(Main, "Entry.cs")));
        AssertReasons(result, TrackingNames.Assembly, IncrementalStepRunReason.Modified);
        AssertReasons(result, TrackingNames.Collect, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void ModelHoldsNoSymbols()
    {
        var result = GeneratorHost.Run(GeneratorHost.Compile(News)).Result;
        var values = TrackedOutputs(result).Select(output => output.Value).ToArray();
        Assert.Equal(7, values.Length);
        Assert.All(values, ModelGraph.AssertHoldsNoSymbols);
    }

    private static GeneratorRunResult RunEdited(string oldText, string newText) => Run(News, compilation => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees[0], GeneratorHost.Parse(News.Replace(oldText, newText, StringComparison.Ordinal))));

    private static GeneratorRunResult Run(string source, Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var first = GeneratorHost.Compile(source);
        return GeneratorHost.CreateDriver()
            .RunGenerators(first, TestContext.Current.CancellationToken)
            .RunGenerators(edit(first), TestContext.Current.CancellationToken)
            .GetRunResult().Results[0];
    }

    private static GeneratorRunResult RunWithProperties(params (string Name, string Value)[] properties)
    {
        var compilation = GeneratorHost.Compile(News);
        return GeneratorHost.CreateDriver(("Version", "1.2.3"))
            .RunGenerators(compilation, TestContext.Current.CancellationToken)
            .WithUpdatedAnalyzerConfigOptions(new BuildProperties(properties))
            .RunGenerators(compilation, TestContext.Current.CancellationToken)
            .GetRunResult().Results[0];
    }

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> TrackedOutputs(GeneratorRunResult result) =>
        typeof(TrackingNames).GetFields().SelectMany(field => result.TrackedSteps[(string)field.GetRawConstantValue()!])
            .SelectMany(step => step.Outputs);

    private static void AssertNothingIsRepeated(GeneratorRunResult result)
    {
        Assert.All(
            TrackedOutputs(result),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        AssertReasons(result, TrackingNames.Program, IncrementalStepRunReason.Cached);
        AssertNothingIsWritten(result);
    }

    private static void AssertNothingIsWritten(GeneratorRunResult result)
    {
        var outputs = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToArray();
        Assert.Equal(5, outputs.Length);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static void AssertReasons(GeneratorRunResult result, string step, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected, result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason));
}
