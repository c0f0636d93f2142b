using System.Text.RegularExpressions;

namespace Daemonize.Tests.Repository;

/// <summary>
/// Only the folders below the platform seam name the C library of Linux and what stands next to it. All other code is the same for every
/// system: it uses the types of Platform/, which has a file for each flavour.
/// </summary>
public sealed partial class SeamTests
{
    private const string Runtime = "src/Daemonize.Runtime";

    private static readonly string[] Below = ["Platform", "Launch", "ServiceFiles"];

    [Fact]
    public void NothingAboveTheSeamNamesLinux()
    {
        var files = SourceTree.Files(Runtime, "*.cs").Where(static file => !Below.Contains(file.Split('/')[2])).ToList();

        Assert.True(files.Count > 150, $"{files.Count} files: looked in the wrong place");
        Assert.Empty(files.SelectMany(Find));
    }

    [Theory]
    [InlineData("        _ = Libc.chmod(path, mode);")]
    [InlineData("    /// <summary>Passes the Descriptor on.</summary>")]
    [InlineData("using Daemonize.Platform.Linux;")]
    public void NameOfLinuxIsFound(string line) => Assert.Matches(Names(), line);

    [Theory]
    [InlineData("    public int DescriptorNumber => 1;")]
    [InlineData("using Daemonize.Platform;")]
    public void OtherNameIsNot(string line) => Assert.DoesNotMatch(Names(), line);

    private static IEnumerable<string> Find(string file) =>
        File.ReadLines(SourceTree.Path(file))
            .Select(static (line, index) => (Line: line, Number: index + 1))
            .Where(static entry => Names().IsMatch(entry.Line))
            .Select(entry => $"{file}:{entry.Number}: {entry.Line.Trim()}");

    [GeneratedRegex(@"\b(Libc|Errno|Descriptor|ProcFs|Platform\.Linux)\b")]
    private static partial Regex Names();
}
