using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Daemonize.Tool.Doctor;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>docs/doctor.md describes the checks that there are.</summary>
public sealed partial class DoctorPageTests
{
    private static readonly string Page = File.ReadAllText(Path.GetFullPath("../../../../docs/doctor.md", PathOfThis()));

    private static List<(string Id, string Title)> Checks =>
    [
        .. CheckTable.OfMachine.Select(static check => (check.Id, check.Title)),
        .. CheckTable.OfDaemon.Select(static check => (check.Id, check.Title)),
        .. CheckTable.OfStart.Select(static check => (check.Id, check.Title)),
    ];

    [Fact]
    public void EveryCheckHasItsHeadingAndEveryHeadingItsCheck() => Assert.Equal(
        Checks.Select(static check => $"{check.Id}: {check.Title}").Order(StringComparer.Ordinal),
        Heading().Matches(Page).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    /// <summary>The heading of a check is followed by what it means, how to see it by hand, and what to do.</summary>
    [Fact]
    public void EveryCheckSaysHowToSeeItAndWhatToDo() => Assert.All(
        Page.Split("\n### ")[1..],
        static part => Assert.Matches("^[^\n]+\n\n[A-Z`][^#]+\n\nSee it: `[^#]+\n\nDo: [^#]+", part));

    [Fact]
    public void NoIdIsUsedTwice() => Assert.Equal(Checks.Count, Checks.Select(static check => check.Id).Distinct().Count());

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
