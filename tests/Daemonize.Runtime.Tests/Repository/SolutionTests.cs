using System.Xml.Linq;

namespace Daemonize.Tests.Repository;

/// <summary>What is not in the solution is built and tested by nobody.</summary>
public sealed class SolutionTests
{
    private static readonly string[] Folders = ["src", "samples", "tests", "templates", "benchmarks"];

    private static readonly XDocument Solution = XDocument.Load(SourceTree.Path("Daemonize.slnx"));

    /// <summary>The other projects are templates, and measured programs that use the packed package.</summary>
    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        var projects = Folders.SelectMany(static folder => SourceTree.Files(folder, "*.csproj"))
            .Where(static path => !path.StartsWith("benchmarks/apps/", StringComparison.Ordinal))
            .Where(static path => !path.Contains("Daemon.1", StringComparison.Ordinal));

        Assert.Equal(projects.Order(StringComparer.Ordinal), Paths("Project").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFileOfTheSolutionExists() =>
        Assert.All(Paths("File"), static path => Assert.True(File.Exists(SourceTree.Path(path)), path));

    private static IEnumerable<string> Paths(string element) =>
        Solution.Descendants(element).Select(static item => item.Attribute("Path")!.Value);
}
