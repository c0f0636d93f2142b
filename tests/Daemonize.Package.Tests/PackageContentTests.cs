using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The content of the package.</summary>
public sealed class PackageContentTests(TestPackage package)
{
    [Fact]
    public async Task FilesAreTheseAndNoOthers()
    {
        using var archive = await OpenAsync();

        string[] expected =
        [
            "Daemonize.nuspec",
            "README.md",
            "analyzers/dotnet/cs/Cronos.dll",
            "analyzers/dotnet/cs/Daemonize.CodeFixes.dll",
            "analyzers/dotnet/cs/Daemonize.Generator.dll",
            "buildTransitive/Daemonize.props",
            "buildTransitive/Daemonize.targets",
            "lib/net10.0/Daemonize.Runtime.dll",
            "lib/net10.0/Daemonize.Runtime.xml",
            "runtimes/linux-arm64/lib/net10.0/Daemonize.Runtime.dll",
            "runtimes/linux-x64/lib/net10.0/Daemonize.Runtime.dll",
            "runtimes/osx/lib/net10.0/Daemonize.Runtime.dll",
        ];
        var files =
            archive.Entries.Select(entry => entry.FullName).Where(name => !IsOfThePackageFormat(name)).Order(StringComparer.Ordinal);
        Assert.Equal(expected.Order(StringComparer.Ordinal), files);
    }

    [Fact]
    public async Task DependenciesAreCronosAndTheLoggingAbstractions()
    {
        using var archive = await OpenAsync();
        var nuspec = Read(archive, "Daemonize.nuspec");

        var dependencies = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").ToArray();
        Assert.Equal(
            ["Cronos", "Microsoft.Extensions.Logging.Abstractions"], dependencies.Select(dependency => dependency.Attribute("id")!.Value));
        Assert.All(dependencies, dependency => Assert.Equal("net10.0", dependency.Parent!.Attribute("targetFramework")!.Value));
    }

    [Fact]
    public async Task ListingHasNameLicenseReadmeAndTags()
    {
        using var archive = await OpenAsync();
        var metadata = Read(archive, "Daemonize.nuspec").Root!.Elements().Single().Elements()
            .ToDictionary(element => element.Name.LocalName, element => element.Value);

        Assert.Equal("Daemonize", metadata["id"]);
        Assert.Equal(package.Version, metadata["version"]);
        Assert.Equal("MIT", metadata["license"]);
        Assert.Equal("README.md", metadata["readme"]);
        Assert.Contains("daemon", metadata["description"], StringComparison.Ordinal);
        Assert.Contains("source-generator", metadata["tags"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DocumentationCoversTheAttribute()
    {
        using var archive = await OpenAsync();
        var members =
            Read(archive, "lib/net10.0/Daemonize.Runtime.xml").Descendants("member").Select(member => member.Attribute("name")!.Value)
                .ToArray();

        Assert.Contains("T:Daemonize.DaemonAttribute", members);
        Assert.Contains("P:Daemonize.DaemonAttribute.Interval", members);
    }

    /// <summary>Where NuGet finds nothing that suits better, it takes lib/: a program for Linux must not lose <c>start</c>.</summary>
    [Theory]
    [InlineData("Linux", "lib")]
    [InlineData("Linux", "runtimes/linux-x64/lib")]
    [InlineData("Linux", "runtimes/linux-arm64/lib")]
    [InlineData("Portable", "runtimes/osx/lib")]
    public async Task FlavourIsThatOfTheFolder(string flavour, string folder) =>
        Assert.Equal(flavour, FlavourAttribute.Read(await package.ReadAsync($"{folder}/net10.0/Daemonize.Runtime.dll")));

    [Theory]
    [InlineData("lib")]
    [InlineData("runtimes/osx/lib")]
    public async Task ImageForAnyProcessorIsNotCompiledAhead(string folder)
    {
        using var archive = await OpenAsync();

        Assert.Equal(Machine.I386, ReadImage(archive, $"{folder}/net10.0/Daemonize.Runtime.dll", out var isCompiled));
        Assert.False(isCompiled);
    }

    [Fact]
    public async Task ImagesForPlatformsAreCompiledAhead()
    {
        using var archive = await OpenAsync();

        // The machine type of a ReadyToRun image for Linux is the processor's xor 0x7b79 (dotnet/runtime, IMAGE_FILE_MACHINE_OS_MASK).
        var x64 = ReadImage(archive, "runtimes/linux-x64/lib/net10.0/Daemonize.Runtime.dll", out var isCompiled);
        Assert.Equal((Machine)((ushort)Machine.Amd64 ^ 0x7b79), x64);
        Assert.True(isCompiled);
        var arm64 = ReadImage(archive, "runtimes/linux-arm64/lib/net10.0/Daemonize.Runtime.dll", out isCompiled);
        Assert.Equal((Machine)((ushort)Machine.Arm64 ^ 0x7b79), arm64);
        Assert.True(isCompiled);
    }

    private async Task<ZipArchive> OpenAsync() =>
        await ZipFile.OpenReadAsync(await package.PackedAsync(), TestContext.Current.CancellationToken);

    private static bool IsOfThePackageFormat(string name) =>
        name == "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal)
            || name.StartsWith("package/", StringComparison.Ordinal);

    private static XDocument Read(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }

    private static Machine ReadImage(ZipArchive archive, string name, out bool isCompiled)
    {
        var bytes = new MemoryStream();
        using (var stream = archive.GetEntry(name)!.Open())
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var image = new PEReader(bytes);
        isCompiled = image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
        return image.PEHeaders.CoffHeader.Machine;
    }
}
