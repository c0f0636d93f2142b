using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Daemonize.Tests.Repository;

/// <summary>Each relative link of a page leads to a file that exists, and each anchor to a heading of it.</summary>
public sealed partial class LinkTests
{
    /// <summary>Folders whose pages are not the repository's own.</summary>
    private static readonly string[] Foreign = [".git", "artifacts", "bin", "node_modules", "obj"];

    private static string Root { get; } = Path.GetFullPath("../../../..", PathOfThis());

    [Fact]
    public void EveryLinkLeadsSomewhere()
    {
        var pages = PagesIn(Root).ToList();

        Assert.True(pages.Count > 80, $"{pages.Count} pages: looked in the wrong place");
        Assert.Empty(pages.SelectMany(FindBroken));
    }

    [Theory]
    [InlineData("see [one](a.md) and [`two`](b/c.md#d \"title\")", "a.md", "b/c.md#d")]
    [InlineData("[text\nof two lines](a.md), ![image](b.png)", "a.md", "b.png")]
    [InlineData("`[code](a.md)` and ``[`code`](a.md)``")]
    [InlineData("```csharp\nvar x = a[0](b);\n```\n[after](a.md)", "a.md")]
    [InlineData("- item\n  ```console\n  $ [x](y)\n  ```\n")]
    [InlineData("[out](https://example.org/a.md) [mail](mailto:a@example.org)")]
    public void LinkIsFoundOutsideOfCode(string page, params string[] links) => Assert.Equal(links, LinksOf(page));

    /// <summary>The rules of GitHub for the anchors of headings.</summary>
    [Theory]
    [InlineData("## What `run` reports", "what-run-reports")]
    [InlineData("# PEP 3143: the options of DaemonContext", "pep-3143-the-options-of-daemoncontext")]
    [InlineData("## start-stop-daemon(8)", "start-stop-daemon8")]
    [InlineData("## A [link](a.md), and a_name", "a-link-and-a_name")]
    [InlineData("## Twice\n\n## Twice", "twice", "twice-1")]
    [InlineData("```sh\n# no heading\n```\n## Heading", "heading")]
    public void HeadingHasTheAnchorOfGitHub(string page, params string[] anchors) => Assert.Equal(anchors, AnchorsOf(page));

    private static IEnumerable<string> PagesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.md")
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(static child => !Foreign.Contains(Path.GetFileName(child)))
                .SelectMany(PagesIn));

    private static IEnumerable<string> FindBroken(string page) =>
        LinksOf(File.ReadAllText(page))
            .Where(link => !Leads(page, link))
            .Select(link => $"{Path.GetRelativePath(Root, page)}: {link}");

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(Uri.UnescapeDataString(parts[0]), Path.GetDirectoryName(page)!);
        if (!target.StartsWith(Root, StringComparison.Ordinal) || !Path.Exists(target))
        {
            return false;
        }

        return parts.Length == 1 || (Path.GetExtension(target) == ".md" && AnchorsOf(File.ReadAllText(target)).Contains(parts[1]));
    }

    private static List<string> LinksOf(string page) =>
    [
        .. Link().Matches(Span().Replace(Fence().Replace(page, ""), ""))
            .Select(static match => match.Groups[1].Value)
            .Where(static link => !External().IsMatch(link)),
    ];

    private static List<string> AnchorsOf(string page)
    {
        var anchors = Heading().Matches(Fence().Replace(page, "")).Select(static match => AnchorOf(match.Groups[1].Value)).ToList();

        // The second heading with the same text has the anchor text-1.
        return [.. anchors.Select((anchor, index) => anchors.Take(index).Count(other => other == anchor) is > 0 and var count
            ? $"{anchor}-{count}"
            : anchor)];
    }

    private static string AnchorOf(string heading)
    {
        var text = LinkInHeading().Replace(heading, "$1").Trim().ToLowerInvariant();
        return string.Concat(text.Where(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ')).Replace(' ', '-');
    }

    /// <summary>A block of code, also in a list.</summary>
    [GeneratedRegex(@"^ *(```|~~~).*?^ *\1 *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    /// <summary>Code within a line: as many backticks before as after.</summary>
    [GeneratedRegex(@"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", RegexOptions.Singleline)]
    private static partial Regex Span();

    [GeneratedRegex("""\]\(([^)\s]+)(?:\s+"[^"]*")?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex External();

    [GeneratedRegex("^#{1,6} +(.+?) *#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkInHeading();

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
