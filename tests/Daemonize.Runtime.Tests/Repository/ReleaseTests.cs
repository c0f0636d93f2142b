namespace Daemonize.Tests.Repository;

/// <summary>What <c>eng/release</c> refuses, before it builds anything.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly ScratchRelease _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("1.2.0")]
    [InlineData("v1.2")]
    [InlineData("v1.02.0")]
    [InlineData("v1.2.0-01")]
    [InlineData("v1.2.0-")]
    [InlineData("v1.2.0+build")]
    [InlineData("release")]
    public void TagThatIsNotSemantic(string tag)
    {
        CommitAndTag(tag);

        AssertRefuses(tag, $"'{tag}' is not a v with a semantic version");
    }

    [Fact]
    public void TagThatIsMissing()
    {
        _scratch.Commit();

        AssertRefuses("v1.2.0", "there is no tag v1.2.0");
    }

    [Fact]
    public void TagOfAnotherCommit()
    {
        CommitAndTag("v1.2.0");
        _scratch.Write("later.txt", "");
        _scratch.Commit();

        AssertRefuses("v1.2.0", "v1.2.0 is not the commit that is checked out");
    }

    [Theory]
    [InlineData("CHANGELOG.md")]
    [InlineData("untracked.txt")]
    public void TreeWithChanges(string file)
    {
        CommitAndTag("v1.2.0");
        _scratch.Write(file, "## 1.2.0\n\n- A change.\n");

        AssertRefuses("v1.2.0", "the tree has changes");
    }

    [Theory]
    [InlineData("v1.3.0")]
    [InlineData("v1.3.0-rc.1")]
    public void VersionThatTheSourcesDoNotHave(string tag)
    {
        CommitAndTag(tag);

        AssertRefuses(tag, "VersionPrefix in Directory.Build.props is 1.2.0, not 1.3.0");
    }

    [Theory]
    [InlineData("v1.2.0-rc.1", "1.2.0")]
    [InlineData("v1.1.0", "1.1.0")]
    [InlineData("v1.2.1", "1.2.1")]
    public void VersionWithoutASectionOfTheChangelog(string tag, string prefix)
    {
        _scratch.Write("Directory.Build.props", $"<VersionPrefix>{prefix}</VersionPrefix>");
        CommitAndTag(tag);

        AssertRefuses(tag, $"CHANGELOG.md has no section '## {tag[1..]}', or an empty one");
    }

    [Theory]
    [InlineData("PublicAPI.Unshipped.txt", "#nullable enable\nstatic Daemonize.A.B() -> void\n", "PublicAPI.Shipped.txt")]
    [InlineData("AnalyzerReleases.Unshipped.md", "DMN001 | Daemonize.Usage | Error | A rule\n", "AnalyzerReleases.Shipped.md")]
    public void MembersAndRulesThatAreNotShipped(string file, string text, string other)
    {
        _scratch.Write($"src/A/{file}", text);
        CommitAndTag("v1.2.0");

        AssertRefuses("v1.2.0", $"src/A/{file} is not empty: move its lines to src/A/{other}");
    }

    /// <summary>It comes as far as to the build, for which the repository has no project.</summary>
    [Theory]
    [InlineData("v1.2.0", "1.2.0")]
    [InlineData("v1.2.0-rc.1", "1.2.0-rc.1")]
    public void NothingElse(string tag, string section)
    {
        _scratch.Write("CHANGELOG.md", $"# Changelog\n\n## {section}\n\n- A change.\n");
        CommitAndTag(tag);

        var (_, output, error) = _scratch.Release(tag);
        Assert.Contains("MSB1009: Project file does not exist.", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    private void CommitAndTag(string tag)
    {
        _scratch.Commit();
        _scratch.Tag(tag);
    }

    private void AssertRefuses(string tag, string reason)
    {
        var (exitCode, _, error) = _scratch.Release(tag);
        Assert.StartsWith($"release: {reason}", error, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
