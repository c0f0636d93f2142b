using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>What a registry shows of each package.</summary>
public sealed partial class PackageListingTests(TestPackage package)
{
    public static TheoryData<string> Packages => ["Daemonize", "Daemonize.Hosting", .. TestPackage.Stores, "Daemonize.Templates", "Daemonize.Tool"];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task HasLicenseReadmeAndTags(string id)
    {
        using var archive = await package.OpenAsync(id);

        var metadata = archive.Metadata;
        Assert.Equal(id, metadata["id"].Value);
        Assert.Equal(package.Version, metadata["version"].Value);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Contains("daemon", metadata["description"].Value, StringComparison.Ordinal);
        Assert.Contains("daemon", metadata["tags"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task LeadsToTheProjectItsSourcesAndItsChanges(string id)
    {
        using var archive = await package.OpenAsync(id);

        var metadata = archive.Metadata;
        Assert.Equal(TestPackage.ProjectUrl, metadata["projectUrl"].Value);
        Assert.Equal(TestPackage.ProjectUrl, metadata["repository"].Attribute("url")!.Value);
        Assert.Equal(TestPackage.ProjectUrl + "/blob/main/CHANGELOG.md", metadata["releaseNotes"].Value);
    }

    /// <summary>The width and the height of a PNG are two numbers at byte 16.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task HasAnIconOfTheSizeThatRegistriesShow(string id)
    {
        using var archive = await package.OpenAsync(id);

        var icon = archive.Bytes(archive.Metadata["icon"].Value);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
    }

    /// <summary>A registry shows the page without the repository around it.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task ReadmeHasOnlyAbsoluteLinks(string id)
    {
        using var archive = await package.OpenAsync(id);

        var links = Link().Matches(archive.Text("README.md")).Select(static match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, static link => Assert.StartsWith(TestPackage.ProjectUrl, link, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task AddressAndVersionAreFilledIn(string id)
    {
        using var archive = await package.OpenAsync(id);

        var texts = archive.Files.Where(static name => !Binary().IsMatch(name)).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, name => Assert.DoesNotMatch("PROJECT_URL|DAEMONIZE_VERSION", archive.Text(name)));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\.(dll|png)$")]
    private static partial Regex Binary();
}
