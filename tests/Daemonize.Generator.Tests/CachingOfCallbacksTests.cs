using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// A daemon's model contains data of unmarked methods: its callbacks, signal handlers and results. Only changes to this data cause new
/// output.
/// </summary>
public sealed class CachingOfCallbacksTests
{
    private const string News = """
        namespace App;

        internal static partial class News
        {
            [Daemon(Interval = "10s", OnResult = nameof(Store), OnError = nameof(Fail), OnStart = nameof(Open), OnStop = nameof(Close), OnReload = nameof(Reload), IgnoredSignals = ["SIGALRM"])]
            internal static async Task<Headline[]?> Fetch(int count = 3)
            {
                await Task.Yield();
                return new Headline[count];
            }
        }

        internal static class Server
        {
            [Daemon(OnStart = nameof(Open))] internal static void Listen() { }
            internal static void Open() { }
        }
        """;

    /// <summary>In a second file of the partial class.</summary>
    private const string Callbacks = """
        namespace App;

        internal sealed record Headline(string Text);

        internal static partial class News
        {
            // Stores them.
            internal static void Store(Headline[] headlines, ILogger logger) { logger.LogInformation("{Count}", headlines.Length); }
            internal static FailureAction Fail(Exception failure, CancellationToken stopping) => FailureAction.Stop;
            internal static Task Open(DaemonContext daemon) => Task.CompletedTask;
            internal static void Close(StopReason reason) { }
            internal static void Reload() { }

            [DaemonSignal("SIGUSR2")]
            internal static void Dump(ILogger logger) { }

            private static int Helper() => 1;
        }
        """;

    [Theory]
    [InlineData("logger.LogInformation(\"{Count}\", headlines.Length);", "")] // the body of a callback
    [InlineData("=> FailureAction.Stop", "=> FailureAction.Retry")]
    [InlineData("void Reload() { }", "void Reload() { Helper(); }")]
    [InlineData("Dump(ILogger logger) { }", "Dump(ILogger logger) { Helper(")] // half-typed
    [InlineData("// Stores them.", "// Stores all of them.")]
    [InlineData("Headline[] headlines, ILogger logger)", "Headline[] all, ILogger log)", "headlines.Length",
        "all.Length")] // other names of parameters
    [InlineData("[DaemonSignal(\"SIGUSR2\")]", "/* often */ [DaemonSignal(  \"SIGUSR2\"  )]")]
    [InlineData("private static int Helper() => 1;", "")]
    [InlineData("private static int Helper() => 1;", "internal static void Other(StopReason reason) { }")]
    [InlineData("record Headline(string Text)", "record Headline(string Text, int Length)")] // inside the type of the results
    public void EditOfACallbackRunsOnlyTheTransforms(string oldText, string newText, string also = " ", string with = " ") =>
        Steps.AssertOnlyTransformsRan(
        EditCallbacks(Callbacks.Replace(oldText, newText, StringComparison.Ordinal).Replace(also, with, StringComparison.Ordinal)),
        daemons: 2);

    [Theory]
    [InlineData("new Headline[count]", "[]")]
    [InlineData("internal static partial class News", "/// <summary>News.</summary>\ninternal static partial class News")]
    public void EditOfTheDaemonsFileRunsOnlyTheTransforms(string oldText, string newText) => Steps.AssertOnlyTransformsRan(
        Edit(compilation => Replace(compilation, 0, News.Replace(oldText, newText, StringComparison.Ordinal))), daemons: 2);

    [Fact]
    public void UnrelatedFileRunsOnlyTheTransforms() => Steps.AssertOnlyTransformsRan(
        Edit(compilation => compilation.AddSyntaxTrees(GeneratorHost.Parse("namespace App; internal sealed class Other;", "Other.cs"))),
        daemons: 2);

    /// <summary>
    /// A change that affects the generated code is noticed although the marked method is the same; the other daemon stays cached.
    /// </summary>
    [Theory]
    [InlineData("void Store(Headline[] headlines, ILogger logger)",
        "void Store(Headline[] headlines, ILogger logger, DaemonContext daemon)")]
    [InlineData("static FailureAction Fail", "static FailureAction? Fail")]
    [InlineData("Task Open(DaemonContext daemon)", "Task Open()")]
    [InlineData("Close(StopReason reason)", "Close()")]
    [InlineData("void Reload()", "void Reload(ILogger logger)")]
    [InlineData("SIGUSR2", "SIGUSR1")]
    [InlineData("[DaemonSignal(\"SIGUSR2\")]", "")]
    [InlineData("Dump(ILogger logger)", "Dump()")]
    public void ChangedCallbackIsModified(string oldText, string newText)
    {
        var result = EditCallbacks(Callbacks.Replace(oldText, newText, StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Steps.Reasons(result, TrackingNames.Parse));
        Assert.Equal([IncrementalStepRunReason.Modified], Steps.Reasons(result, TrackingNames.Program));
    }

    private static GeneratorRunResult EditCallbacks(string text)
    {
        Assert.NotEqual(Callbacks, text);
        return Edit(compilation => Replace(compilation, 1, text));
    }

    private static GeneratorRunResult Edit(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var first = GeneratorHost.Compile("").RemoveAllSyntaxTrees().AddSyntaxTrees(
            GeneratorHost.Parse(News, "News.cs"), GeneratorHost.Parse(Callbacks, "Callbacks.cs"),
            GeneratorHost.Parse(GeneratorHost.Usings, "Usings.cs"));
        var driver =
            GeneratorHost.CreateDriver()
                .RunGeneratorsAndUpdateCompilation(first, out var output, out _, TestContext.Current.CancellationToken);
        Assert.Empty(
            output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return driver.RunGenerators(edit(first), TestContext.Current.CancellationToken).GetRunResult().Results[0];
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], GeneratorHost.Parse(text, compilation.SyntaxTrees[file].FilePath));
}
