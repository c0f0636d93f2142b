using System.Reflection.PortableExecutable;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The content of the packages.</summary>
public sealed class PackageContentTests(TestPackage package)
{
    [Fact]
    public async Task FilesAreTheseAndNoOthers()
    {
        using var archive = await package.OpenAsync("Daemonize");

        string[] expected =
        [
            "Daemonize.nuspec",
            "README.md",
            "analyzers/dotnet/cs/Cronos.dll",
            "analyzers/dotnet/cs/Daemonize.CodeFixes.dll",
            "analyzers/dotnet/cs/Daemonize.Generator.dll",
            "buildTransitive/Daemonize.props",
            "buildTransitive/Daemonize.targets",
            "icon.png",
            "lib/net10.0/Daemonize.Runtime.dll",
            "lib/net10.0/Daemonize.Runtime.xml",
            "runtimes/linux-arm64/lib/net10.0/Daemonize.Runtime.dll",
            "runtimes/linux-x64/lib/net10.0/Daemonize.Runtime.dll",
            "runtimes/osx/lib/net10.0/Daemonize.Runtime.dll",
        ];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FilesOfHostingAreTheseAndNoOthers()
    {
        using var archive = await package.OpenAsync("Daemonize.Hosting");

        string[] expected =
            ["Daemonize.Hosting.nuspec", "README.md", "icon.png", "lib/net10.0/Daemonize.Hosting.dll", "lib/net10.0/Daemonize.Hosting.xml"];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Daemonize.Cluster.Etcd")]
    [InlineData("Daemonize.Cluster.Kubernetes")]
    [InlineData("Daemonize.Cluster.PostgreSql")]
    [InlineData("Daemonize.Cluster.Redis")]
    public async Task FilesOfAStoreAreTheseAndNoOthers(string id)
    {
        using var archive = await package.OpenAsync(id);

        string[] expected = [$"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Daemonize.Cluster.Etcd", "Daemonize")]
    [InlineData("Daemonize.Cluster.Kubernetes", "Daemonize")]
    [InlineData("Daemonize.Cluster.PostgreSql", "Daemonize", "Npgsql")]
    [InlineData("Daemonize.Cluster.Redis", "Daemonize", "StackExchange.Redis")]
    public async Task DependenciesOfAStoreAreTheCoreAndItsClient(string id, params string[] expected)
    {
        using var archive = await package.OpenAsync(id);

        var dependencies = archive.Metadata["dependencies"].Descendants().Where(static element => element.Name.LocalName == "dependency");
        Assert.Equal(expected, dependencies.Select(static dependency => dependency.Attribute("id")!.Value));
    }

    [Fact]
    public async Task FilesOfTheTemplatesAreTheseAndNoOthers()
    {
        using var archive = await package.OpenAsync("Daemonize.Templates");

        string[] expected =
        [
            "Daemonize.Templates.nuspec",
            "README.md",
            "content/daemon/.template.config/template.json",
            "content/daemon/Daemon.1.slnx",
            "content/daemon/README.md",
            "content/daemon/global.json",
            "content/daemon/src/Daemon.1/Daemon.1.csproj",
            "content/daemon/src/Daemon.1/Worker.cs",
            "content/daemon/tests/Daemon.1.Tests/Daemon.1.Tests.csproj",
            "content/daemon/tests/Daemon.1.Tests/WorkerTests.cs",
            "content/web/.template.config/template.json",
            "content/web/Daemon.1.slnx",
            "content/web/README.md",
            "content/web/global.json",
            "content/web/src/Daemon.1/Daemon.1.csproj",
            "content/web/src/Daemon.1/Site.cs",
            "content/web/src/Daemon.1/appsettings.json",
            "content/web/tests/Daemon.1.Tests/Daemon.1.Tests.csproj",
            "content/web/tests/Daemon.1.Tests/SiteTests.cs",
            "icon.png",
        ];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
    }

    /// <summary>MSBuild, which writes some of them, would change text that it takes for its own.</summary>
    [Theory]
    [InlineData("Daemonize", "", "src/Daemonize.Runtime/package/", "README.md")]
    [InlineData("Daemonize", "buildTransitive/", "src/Daemonize.Runtime/buildTransitive/", "Daemonize.props", "Daemonize.targets")]
    [InlineData("Daemonize.Hosting", "", "src/Daemonize.Hosting/package/", "README.md")]
    [InlineData("Daemonize.Cluster.Etcd", "", "src/Daemonize.Cluster.Etcd/package/", "README.md")]
    [InlineData("Daemonize.Cluster.Kubernetes", "", "src/Daemonize.Cluster.Kubernetes/package/", "README.md")]
    [InlineData("Daemonize.Cluster.PostgreSql", "", "src/Daemonize.Cluster.PostgreSql/package/", "README.md")]
    [InlineData("Daemonize.Cluster.Redis", "", "src/Daemonize.Cluster.Redis/package/", "README.md")]
    [InlineData("Daemonize.Templates", "", "templates/package/", "README.md")]
    [InlineData("Daemonize.Tool", "", "src/Daemonize.Tool/package/", "README.md")]
    [InlineData("Daemonize.Templates", "content/daemon/", "templates/daemon/", "README.md")]
    [InlineData("Daemonize.Templates", "content/daemon/src/Daemon.1/", "templates/daemon/src/Daemon.1/", "Daemon.1.csproj", "Worker.cs")]
    [InlineData("Daemonize.Templates", "content/web/", "templates/web/", "README.md")]
    [InlineData("Daemonize.Templates", "content/web/src/Daemon.1/", "templates/web/src/Daemon.1/", "Daemon.1.csproj", "Site.cs")]
    public async Task TextsAreThoseOfTheRepository(string id, string packed, string folder, params string[] names)
    {
        using var archive = await package.OpenAsync(id);

        Assert.All(names, name => Assert.Equal(
            File.ReadAllText(Path.Combine(TestPackage.Repository, folder, name))
                .Replace("PROJECT_URL", TestPackage.ProjectUrl, StringComparison.Ordinal)
                .Replace("DAEMONIZE_VERSION", package.Version, StringComparison.Ordinal),
            archive.Text(packed + name)));
    }

    [Fact]
    public async Task DependenciesAreCronosAndTheLoggingAbstractions()
    {
        using var archive = await package.OpenAsync("Daemonize");

        var dependencies =
            archive.Metadata["dependencies"].Descendants().Where(element => element.Name.LocalName == "dependency").ToArray();
        Assert.Equal(
            ["Cronos", "Microsoft.Extensions.Logging.Abstractions"], dependencies.Select(dependency => dependency.Attribute("id")!.Value));
        Assert.All(dependencies, dependency => Assert.Equal("net10.0", dependency.Parent!.Attribute("targetFramework")!.Value));
    }

    [Fact]
    public async Task DocumentationCoversTheAttribute()
    {
        using var archive = await package.OpenAsync("Daemonize");
        var members =
            archive.Xml("lib/net10.0/Daemonize.Runtime.xml").Descendants("member").Select(member => member.Attribute("name")!.Value)
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
        using var archive = await package.OpenAsync("Daemonize");

        Assert.Equal(Machine.I386, ReadImage(archive, $"{folder}/net10.0/Daemonize.Runtime.dll", out var isCompiled));
        Assert.False(isCompiled);
    }

    [Fact]
    public async Task ImagesForPlatformsAreCompiledAhead()
    {
        using var archive = await package.OpenAsync("Daemonize");

        // The machine type of a ReadyToRun image for Linux is the processor's xor 0x7b79 (dotnet/runtime, IMAGE_FILE_MACHINE_OS_MASK).
        var x64 = ReadImage(archive, "runtimes/linux-x64/lib/net10.0/Daemonize.Runtime.dll", out var isCompiled);
        Assert.Equal((Machine)((ushort)Machine.Amd64 ^ 0x7b79), x64);
        Assert.True(isCompiled);
        var arm64 = ReadImage(archive, "runtimes/linux-arm64/lib/net10.0/Daemonize.Runtime.dll", out isCompiled);
        Assert.Equal((Machine)((ushort)Machine.Arm64 ^ 0x7b79), arm64);
        Assert.True(isCompiled);
    }

    private static Machine ReadImage(PackageArchive archive, string name, out bool isCompiled)
    {
        using var image = new PEReader(new MemoryStream(archive.Bytes(name)));
        isCompiled = image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
        return image.PEHeaders.CoffHeader.Machine;
    }
}
