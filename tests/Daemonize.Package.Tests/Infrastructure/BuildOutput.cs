using System.Text.RegularExpressions;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>What the SDK prints.</summary>
internal static partial class BuildOutput
{
    /// <summary>No warning of any kind: of the compiler, an analyzer, NuGet, the trimmer or the AOT compiler.</summary>
    public static void AssertHasNoWarning(string output) =>
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>The ids of the errors, each once however often the output repeats it.</summary>
    public static IEnumerable<string> Errors(string output) =>
        ErrorLine().Matches(output).Select(match => match.Value).Distinct().Select(line => ErrorLine().Match(line).Groups["id"].Value);

    [GeneratedRegex(@"^.*: error (?<id>\w+): .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
