using System.Text.RegularExpressions;

namespace Daemonize.Tests.Repository;

/// <summary>The project can move: what is built follows one property, and what GitHub reads as it is agrees with it.</summary>
public sealed partial class ProjectAddressTests
{
    [Fact]
    public void OnlyWhatCannotFollowThePropertyNamesTheAddress()
    {
        var named = SourceTree.All.Where(static path => Address().IsMatch(SourceTree.Read(path))).Order(StringComparer.Ordinal);

        Assert.Equal([".github/ISSUE_TEMPLATE/config.yml", "Directory.Build.props"], named);
    }

    [Fact]
    public void EveryMentionIsTheSame()
    {
        var mentions = SourceTree.All
            .SelectMany(static path => Address().Matches(SourceTree.Read(path)))
            .Select(static match => match.Value);

        Assert.All(mentions, static mention => Assert.Equal(ProjectAddress.Url, mention));
    }

    [GeneratedRegex(@"https://github\.com/[\w-]+/daemonize\b", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
