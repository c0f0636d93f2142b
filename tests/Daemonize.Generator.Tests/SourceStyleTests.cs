using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Tests;

/// <summary>
/// What the compiler does not check in the source of this repository. In this project, because it has the compiler's parser.
/// </summary>
public sealed class SourceStyleTests
{
    private const int MaxLength = 140;

    private static readonly string[] Folders = ["src", "samples", "templates", "benchmarks", "tests"];

    [Fact]
    public void NoLineIsTooLong() => Assert.Empty(Find(FindLongLines));

    [Fact]
    public void NoConditionalIsNestedOnOneLine() => Assert.Empty(Find(FindNestedConditionals));

    [Theory]
    [InlineData("class C { int M(int a) => a == 0 ? 1 : a == 1 ? 2 : 3; }", 1)]
    [InlineData("class C { int M(int a) => a == 0 ? 1\n : a == 1 ? 2 : 3; }", 0)]
    [InlineData("class C { string M(int a) => a == 0 ? \"1\" : $\"{(a == 1 ? 2 : 3)}\"; }", 0)]
    public void NestedConditionalIsFound(string source, int count) =>
        Assert.Equal(count, FindNestedConditionals(Parse(source)).Count());

    [Fact]
    public void LongLineIsFound()
    {
        var name = new string('x', MaxLength);
        Assert.Single(FindLongLines(Parse($"class {name} {{ }}")));

        var text = $"class C {{ string s = \"{name}\"; }}";
        Assert.Empty(FindLongLines(Parse(text)));
        Assert.Single(FindLongLines(Parse(text, "src/Source.cs")));
    }

    private static List<string> Find(Func<SyntaxTree, IEnumerable<int>> find)
    {
        var root = Root();
        var files = Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/Snapshots/", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 700, $"{files.Count} files: looked in the wrong place");
        return
        [
            .. files.AsParallel().SelectMany(file => find(Parse(File.ReadAllText(file), Path.GetRelativePath(root, file)))
                .Select(line => $"{Path.GetRelativePath(root, file)}:{line}")),
        ];
    }

    private static SyntaxTree Parse(string source, string path = "tests/Source.cs") =>
        CSharpSyntaxTree.ParseText(source, path: path, cancellationToken: TestContext.Current.CancellationToken);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath("../../..", path);

    private static IEnumerable<int> FindLongLines(SyntaxTree tree)
    {
        foreach (var line in tree.GetText().Lines)
        {
            // Text that a test passes on, such as a script, is as long as it is, and so is what follows it on its line.
            var end = line.ToString().TrimEnd('"', ')', '}', ']', ',', ';').Length;
            if (line.Span.Length > MaxLength && !IsText(tree, line.Start + Math.Min(end, MaxLength) - 1))
            {
                yield return line.LineNumber + 1;
            }
        }
    }

    /// <summary>Whether the text at a position cannot be broken: in a test any string, elsewhere a string of several lines.</summary>
    private static bool IsText(SyntaxTree tree, int position)
    {
        var token = tree.GetRoot().FindToken(position);
        var text = token.Parent?.AncestorsAndSelf().LastOrDefault(static node =>
            node is InterpolatedStringExpressionSyntax
            || node.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression);
        return text is not null && text.Span.Contains(position)
            && (tree.FilePath.StartsWith("tests/", StringComparison.Ordinal) || text.ToString().Contains('\n', StringComparison.Ordinal));
    }

    private static IEnumerable<int> FindNestedConditionals(SyntaxTree tree)
    {
        var lines = tree.GetText().Lines;
        foreach (var inner in tree.GetRoot().DescendantNodes().OfType<ConditionalExpressionSyntax>())
        {
            var line = lines.IndexOf(inner.QuestionToken.SpanStart);
            if (inner.Parent is ConditionalExpressionSyntax outer && outer.Condition != inner
                && lines.IndexOf(outer.QuestionToken.SpanStart) == line)
            {
                yield return line + 1;
            }
        }
    }
}
