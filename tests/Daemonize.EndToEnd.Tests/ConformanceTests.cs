using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Every proof that docs/conformance.md names exists.</summary>
public sealed partial class ConformanceTests
{
    internal static readonly string Repository = Path.GetFullPath("../..", Path.GetDirectoryName(ThisFile())!);

    public static TheoryData<string> Rows =>
        [.. File.ReadLines(Path.Combine(Repository, "docs", "conformance.md"))
            .Where(
                static line =>
                    line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal)
                        && !line.Contains("| proof |", StringComparison.Ordinal))];

    /// <summary>Only a rule that we do not follow needs no proof.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Issue", "5")]
    public void ProofIsATestOfThatName(string row)
    {
        var cells = row.Trim('|').Split(" | ", StringSplitOptions.TrimEntries);
        var proofs = cells[^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        if (proofs.Length == 0)
        {
            Assert.Matches("^(none|not yet|left to)", cells[1]);
        }

        foreach (var proof in proofs)
        {
            Assert.Matches(Name, proof);
            var (type, method) = (proof.Split('.')[0], proof.Split('.')[1]);
            var files = Directory.GetFiles(Path.Combine(Repository, "tests"), type + ".*cs", SearchOption.AllDirectories);
            Assert.Contains(files, file => Regex.IsMatch(File.ReadAllText(file), $@"public (async )?(Task|void) {method}\("));
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*Tests\\.[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Name { get; }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
