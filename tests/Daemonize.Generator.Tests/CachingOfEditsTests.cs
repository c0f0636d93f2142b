using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// Common edits in a program of several files run no step after the transform of the marked methods. The compiler repeats the transform
/// itself, because any edit may change the symbols that it reads; its result is equal to the previous one, and the pipeline stops there.
/// </summary>
public sealed class CachingOfEditsTests
{
    private const string News = """
        namespace App;

        internal static class News
        {
            // Fetches.
            [Daemon(PidFile = "news.pid", Interval = "10s")]
            internal static void Fetch(ILogger logger)
            {
                var one = 1;
                logger.LogInformation("{One}", one);
            }

            private static int Helper() => 1;
        }
        """;

    private const string Server = """
        namespace App;

        internal static class Server
        {
            [Daemon] internal static async Task Listen(CancellationToken stopping) => await Task.Delay(1, stopping);
        }
        """;

    private const string Entry = "internal static class Entry { private static int Main(string[] args) { return Daemons.Run(args); } }";

    [Theory]
    [InlineData("var one = 1;", "var one = 2;")] // a body
    [InlineData("var one = 1;", "var one = 1; if (one > 2) { return; }")]
    [InlineData("var one = 1;", "var one = ")] // half-typed
    [InlineData("var one = 1;", "// var one = 1;\n var one = 1;")] // a comment
    [InlineData("// Fetches.", "// Fetches the news.")]
    [InlineData("// Fetches.", "")]
    [InlineData("Interval = \"10s\"", "/* often */ Interval   =   \"10s\"")]
    [InlineData("namespace App;", "// The license.\n\nnamespace App;")]
    [InlineData("private static int Helper() => 1;", "")] // another method
    [InlineData("private static int Helper() => 1;", "private static int Helper(int count) => count; internal static void Other() { }")]
    public void EditOfAFileRunsOnlyTheTransforms(string oldText, string newText) =>
        Steps.AssertOnlyTransformsRan(
            Edit(compilation => Replace(compilation, 0, News.Replace(oldText, newText, StringComparison.Ordinal))), daemons: 2);

    [Fact]
    public void EditOfTheEntryPointRunsOnlyTheTransforms() => Steps.AssertOnlyTransformsRan(Edit(
        compilation => Replace(compilation, 2, Entry.Replace("{ return", "{ Console.WriteLine(); return", StringComparison.Ordinal))),
        daemons: 2);

    [Fact]
    public void NewFileRunsOnlyTheTransforms() => Steps.AssertOnlyTransformsRan(Edit(
        compilation =>
            compilation.AddSyntaxTrees(
                GeneratorHost.Parse("namespace App; internal sealed class Other { [Obsolete] internal void M() { } }", "Other.cs"))),
                daemons: 2);

    [Fact]
    public void DeletedFileRunsOnlyTheTransforms() => Steps.AssertOnlyTransformsRan(Edit(
        compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[4])), daemons: 2);

    [Fact]
    public void DayOfEditsWritesNothing()
    {
        var compilation = Program();
        var driver = GeneratorHost.CreateDriver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            compilation =
                Replace(
                    compilation, i % 2,
                    (i % 2 == 0 ? News : Server).Replace("1", $"{i}1", StringComparison.Ordinal)
                        .Replace($"{i}10s", "10s", StringComparison.Ordinal));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Steps.AssertOnlyTransformsRan(driver.GetRunResult().Results[0], daemons: 2);
        }
    }

    [Fact]
    public void EditOfAnAttributeLeavesTheOtherDaemons()
    {
        var result = Edit(compilation => Replace(compilation, 0, News.Replace("10s", "20s", StringComparison.Ordinal)));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Steps.Reasons(result, TrackingNames.Parse));
    }

    private static GeneratorRunResult Edit(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var first = Program();
        return GeneratorHost.CreateDriver()
            .RunGenerators(first, TestContext.Current.CancellationToken)
            .RunGenerators(edit(first), TestContext.Current.CancellationToken)
            .GetRunResult().Results[0];
    }

    private static CSharpCompilation Program() => GeneratorHost.Compile("").RemoveAllSyntaxTrees().AddSyntaxTrees(
        GeneratorHost.Parse(News, "News.cs"),
        GeneratorHost.Parse(Server, "Server.cs"),
        GeneratorHost.Parse(Entry, "Entry.cs"),
        GeneratorHost.Parse(GeneratorHost.Usings, "Usings.cs"),
        GeneratorHost.Parse("internal sealed class Deleted;", "Deleted.cs"));

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], GeneratorHost.Parse(text, compilation.SyntaxTrees[file].FilePath));
}
