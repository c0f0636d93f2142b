using System.Text.RegularExpressions;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>The output of the SDK.</summary>
internal static partial class BuildOutput
{
    /// <summary>Asserts that there is no warning from the compiler, an analyzer, NuGet, the trimmer or the AOT compiler.</summary>
    public static void AssertHasNoWarning(string output) =>
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the ids of the errors, each once however often the output repeats it.</summary>
    public static IEnumerable<string> Errors(string output) =>
        ErrorLine().Matches(output).Select(match => match.Value).Distinct().Select(line => ErrorLine().Match(line).Groups["id"].Value);

    [GeneratedRegex(@"^.*: error (?<id>\w+): .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
