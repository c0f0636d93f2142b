using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Daemonize.Generator.Analysis;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Tests;

/// <summary>Every rule has its own id, an analyzer that reports it, a page, a line in the release notes, and tests.</summary>
public sealed partial class DescriptorTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
        [.. typeof(DiagnosticDescriptors).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    private static string ProjectUrl { get; } =
        typeof(DescriptorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ProjectUrl").Value!;

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void IdsDiffer() => Assert.Equal(Descriptors.Length, Ids.Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void AnAnalyzerReportsTheRule(string id)
    {
        var reporters = typeof(DaemonAnalyzer).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));
        Assert.Single(reporters);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void IdConstantAndTestsAreCalledLikeTheRule(string id)
    {
        var field = typeof(DiagnosticDescriptors).GetFields().Single(field => (field.GetValue(null) as DiagnosticDescriptor)?.Id == id);
        Assert.Equal(
            id, typeof(DiagnosticDescriptors).GetField(
                field.Name + "Id", BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue());
        Assert.True(File.Exists(Path.Combine(TestDirectory(), "Diagnostics", $"{id}_{field.Name}Tests.cs")), $"No tests of {id}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TextsReadAlike(string id)
    {
        var descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.False(descriptor.Title.ToString(CultureInfo.InvariantCulture).EndsWith('.'));
        Assert.False(descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture).EndsWith('.'));
        Assert.Equal($"{ProjectUrl}/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.Contains(descriptor.Category, (string[])["Daemonize.Usage", "Daemonize.Reliability"]);
        Assert.True(descriptor.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageTellsCauseExampleAndFix(string id)
    {
        var descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", $"{id}.md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        foreach (var heading in (string[])["## Cause", "## Example", "## Fix"])
        {
            Assert.Contains($"\n{heading}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseNotesNameTheRule(string id)
    {
        var descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        var line = $"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}";
        var generator = Path.Combine(Root(), "src", "Daemonize.Generator");
        string[] lines =
        [
            .. File.ReadLines(Path.Combine(generator, "AnalyzerReleases.Shipped.md")),
            .. File.ReadLines(Path.Combine(generator, "AnalyzerReleases.Unshipped.md")),
        ];
        Assert.Single(lines, line);
    }

    /// <summary>By its id, or in a range such as "DMN101 to DMN113".</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void ChangelogNamesTheRule(string id)
    {
        var changelog = File.ReadAllText(Path.Combine(Root(), "CHANGELOG.md"));
        Assert.Contains(Range().Matches(changelog), range =>
            string.CompareOrdinal(range.Groups["first"].Value, id) <= 0 && string.CompareOrdinal(id, range.Groups["last"].Value) <= 0);
    }

    [GeneratedRegex(@"(?<first>(?<last>DMN\d{3}))(?: to (?<last>DMN\d{3}))?")]
    private static partial Regex Range();

    private static string TestDirectory([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Root() => Path.GetFullPath(Path.Combine(TestDirectory(), "..", ".."));
}
