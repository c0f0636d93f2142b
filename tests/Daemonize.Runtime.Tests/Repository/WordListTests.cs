using System.Text.RegularExpressions;

namespace Daemonize.Tests.Repository;

/// <summary>
/// Words that make a reader translate before reading are in no source, no documentation and no template. CONTRIBUTING.md has what to write
/// instead.
/// </summary>
public sealed partial class WordListTests
{
    private static readonly string[] Folders = ["src", "samples", "templates", "docs", "tests", "benchmarks", "eng", ".github"];

    [Fact]
    public void NoSourceAndNoPageHasAWordOfTheList()
    {
        var files = Folders.SelectMany(static folder => Directory.EnumerateFiles(SourceTree.Path(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(SourceTree.Root, "*.md"))
            .Where(static file => Path.GetExtension(file) is ".cs" or ".md" or ".props" or ".targets" or ".json" or ".yml")
            .Where(static file => !file.Contains("/node_modules/", StringComparison.Ordinal) && Path.GetFileName(file) != "WordListTests.cs")
            .ToList();

        Assert.True(files.Count > 400, $"{files.Count} files: looked in the wrong place");
        Assert.Empty(files.SelectMany(Find));
    }

    /// <summary>Three words repeat the name of the parameter. A unit, a range or the null case may be shorter.</summary>
    [Fact]
    public void ParameterIsDescribedInMoreThanThreeWords()
    {
        var parameters = Directory.EnumerateFiles(SourceTree.Path("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(
                static file => Parameters().Matches(File.ReadAllText(file)).Select(match => (File: file, Text: match.Groups[1].Value)))
            .ToList();

        Assert.True(parameters.Count > 300, $"{parameters.Count} parameters: looked in the wrong place");
        Assert.DoesNotContain(parameters, static parameter => parameter.Text.Split(' ').Length <= 3 && !SaysMore().IsMatch(parameter.Text));
    }

    [Theory]
    [InlineData("the process whom it signals")]
    [InlineData("What becomes of the log")]
    [InlineData("a lock beside the pid file")]
    [InlineData("opens the log anew")]
    [InlineData("the user is told")]
    [InlineData("a file that tells of it")]
    [InlineData("on a thread of its own, later")]
    [InlineData("each has a log of its own")]
    public void WordOfTheListIsFound(string line) => Assert.Matches(Words(), line);

    [Theory]
    [InlineData("it keeps the exit codes of its own children")]
    [InlineData("besides")]
    [InlineData("the log of one of its own daemons")]
    public void OtherWordIsNot(string line) => Assert.DoesNotMatch(Words(), line);

    private static IEnumerable<string> Find(string file)
    {
        // The list itself is a table there.
        var isGuide = Path.GetFileName(file) == "CONTRIBUTING.md";
        return File.ReadLines(file)
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(entry => !(isGuide && entry.Line.StartsWith('|')) && Words().IsMatch(entry.Line))
            .Select(entry => $"{Path.GetRelativePath(SourceTree.Root, file)}:{entry.Number}: {entry.Line.Trim()}");
    }

    [GeneratedRegex(
        """
        \b(whom|beside|anew|what\ becomes\ of|also\ none|what\ it\ is\ at)\b
        | \b(is|are|was|were|be|been)\ told\b
        | \b(tell|tells|told)\ of\b
        | \bof\ its\ own(?=[.,;:)<]|$|\ (and|or|for|with|from|in|to|at|that|which|by|as)\b)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Words();

    [GeneratedRegex("<param name=\"\\w+\">([^<]*)</param>")]
    private static partial Regex Parameters();

    [GeneratedRegex("\\d|null|bytes|seconds|ticks")]
    private static partial Regex SaysMore();
}
