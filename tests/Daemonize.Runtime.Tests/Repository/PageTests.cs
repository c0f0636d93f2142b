using System.Text.RegularExpressions;

namespace Daemonize.Tests.Repository;

/// <summary>What the pages name exists: a map with files that are gone, or a link to nothing, misleads.</summary>
public sealed partial class PageTests
{
    private static IEnumerable<string> Pages => SourceTree.All.Where(static path => Path.GetExtension(path) == ".md");

    /// <summary>By the end of its path, such as <c>Start.cs</c>, or by a folder in it, such as <c>Model/</c>.</summary>
    [Theory]
    [InlineData("architecture", 50)]
    [InlineData("common-tasks", 30)]
    public void EveryFileThatAMapNamesExists(string page, int least)
    {
        var names = NamedFile().Matches(SourceTree.Read($"docs/contributing/{page}.md")).Select(static match => match.Groups[1].Value)
            .Where(static name => !name.EndsWith(".g.cs", StringComparison.Ordinal))
            .Distinct().ToList();

        Assert.True(names.Count > least, $"{names.Count} names: the page is written in another way");
        var paths = SourceTree.All.Select(static path => "/" + path).ToList();
        Assert.All(names, name => Assert.Contains(paths, path => path.Contains("/" + name, StringComparison.Ordinal)));
    }

    /// <summary>In a comment, a message, or another page.</summary>
    [Fact]
    public void EveryPageThatATextNamesExists()
    {
        var isText = new Regex(@"\.(cs|md|csproj|props|targets)$");
        var names = SourceTree.All.Where(path => isText.IsMatch(path))
            .SelectMany(static path => NamedPage().Matches(SourceTree.Read(path)).Select(match => (Text: path, Page: match.Value)))
            .Distinct().ToList();

        Assert.True(names.Count > 30, $"{names.Count} names: looked in the wrong place");
        Assert.All(names, static name => Assert.True(File.Exists(SourceTree.Path(name.Page)), $"{name.Text} names {name.Page}"));
    }

    [Fact]
    public void EveryLinkOfAPageLeadsToAFileAndAHeading()
    {
        var links = Pages
            .SelectMany(static page => Link().Matches(SourceTree.Read(page)).Select(match => (Page: page, Target: match.Groups[1].Value)))
            .ToList();

        Assert.True(links.Count > 100, $"{links.Count} links: looked in the wrong place");
        Assert.All(links, static link => AssertExists(link.Page, link.Target));
    }

    private static void AssertExists(string page, string link)
    {
        var parts = link.Split('#');
        var target = Target(page, parts[0]);
        Assert.True(Path.Exists(target), $"{page} links to {link}");
        Assert.True(parts.Length == 1 || Headings(target).Contains(parts[1]), $"{page} links to the heading {link}");
    }

    /// <summary>The page of a package links to the project's address, which is known when it is packed.</summary>
    private static string Target(string page, string path) =>
        path == "" ? SourceTree.Path(page)
        : InProject().Match(path) is { Success: true } match ? SourceTree.Path(match.Groups[1].Value)
        : Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!, path);

    /// <summary>Gets the names by which GitHub links to the headings of a page.</summary>
    private static IEnumerable<string> Headings(string page) => File.ReadLines(page)
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"`([\w.{}@/-]+(?:\.(?:cs|md|props|targets)|/))`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\bdocs/[\w./-]+\.md\b")]
    private static partial Regex NamedPage();

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^PROJECT_URL(?:/(?:blob|tree)/main/(.+))?$")]
    private static partial Regex InProject();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
