using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Daemonize.Package.Tests.Infrastructure.TestPackage))]

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>
/// The packages, each packed once for all tests, and the folder for all their files: outside the repository, so the repository's
/// settings do not reach the consumers. With the variable <c>PACKAGES_UNDER_TEST</c> they are those in that folder: so a release is
/// checked.
/// </summary>
public sealed class TestPackage : IDisposable
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("PACKAGES_UNDER_TEST");

    private readonly string _feed;
    private readonly Lazy<Task<string>> _file;
    private readonly Lazy<Task<string>> _hosting;
    private readonly Dictionary<string, Lazy<Task<string>>> _stores;
    private readonly Lazy<Task<string>> _templates;
    private readonly Lazy<Task<string>> _tool;
    private readonly Lazy<Task<string>> _newProject;

    public TestPackage()
    {
        Folder = Directory.CreateTempSubdirectory("daemonize-package-").FullName;
        Version = Given is null ? $"0.1.0-t{DateTime.UtcNow.Ticks:x}" : VersionOf(Given);
        _feed = Given ?? Directory.CreateDirectory(Path.Combine(Folder, "feed")).FullName;
        WriteConfiguration();
        _file = new(() => PackAsync("src/Daemonize.Runtime", "Daemonize"));
        _hosting = new(() => PackWithCoreAsync("src/Daemonize.Hosting", "Daemonize.Hosting"));
        _stores = Stores.ToDictionary(
            static id => id, id => new Lazy<Task<string>>(() => PackWithCoreAsync($"src/{id}", id)), StringComparer.Ordinal);
        _templates = new(() => PackAsync("templates", "Daemonize.Templates"));
        _tool = new(() => PackAsync("src/Daemonize.Tool", "Daemonize.Tool"));
        _newProject = new(CreateNewProjectAsync);
    }

    /// <summary>The ids of the packages of stores, which are also the names of their folders.</summary>
    public static IReadOnlyList<string> Stores { get; } =
    [
        "Daemonize.Cluster.Etcd",
        "Daemonize.Cluster.Kubernetes",
        "Daemonize.Cluster.PostgreSql",
        "Daemonize.Cluster.Redis",
    ];

    /// <summary>The root of the tested repository.</summary>
    public static string Repository { get; } = Metadata("RepositoryRoot");

    /// <summary>The address of the project, which the packages name.</summary>
    public static string ProjectUrl { get; } = Metadata("ProjectUrl");

    /// <summary>The version of MinVer that this machine has.</summary>
    public static string MinVer { get; } = Metadata("MinVer");

    /// <summary>The version of the next .NET runtime that this machine has.</summary>
    public static string NextRuntime { get; } = Metadata("NextRuntime");

    /// <summary>A version that is in no cache, unless the packages are given.</summary>
    public string Version { get; }

    /// <summary>The folder for all files; removed at the end.</summary>
    public string Folder { get; }

    /// <summary>Packs unless that has been done, and returns the path of the package.</summary>
    public Task<string> PackedAsync() => _file.Value;

    /// <summary>Gets the content of a file in the package.</summary>
    public async Task<byte[]> ReadAsync(string name)
    {
        using var archive = await ZipFile.OpenReadAsync(await PackedAsync());
        var entry = archive.GetEntry(name);
        Assert.True(entry is not null, $"the package has no {name}");
        using var stream = entry.Open();
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>The same for Daemonize.Hosting and its dependencies.</summary>
    public Task<string> HostingPackedAsync() => _hosting.Value;

    /// <summary>The same for a store and its dependencies.</summary>
    /// <param name="id">One of <see cref="Stores"/>.</param>
    public Task<string> StorePackedAsync(string id) => _stores[id].Value;

    /// <summary>The same for Daemonize.Templates.</summary>
    public Task<string> TemplatesPackedAsync() => _templates.Value;

    /// <summary>The same for Daemonize.Tool and the packages of the systems that it names.</summary>
    public Task<string> ToolPackedAsync() => _tool.Value;

    /// <summary>The folder of the packages.</summary>
    public string Feed => _feed;

    /// <summary>Packs the tool unless that has been done, and opens the package for a system.</summary>
    /// <param name="runtimeIdentifier">Such as <c>linux-x64</c>, or <c>any</c>.</param>
    internal async Task<PackageArchive> OpenToolAsync(string runtimeIdentifier)
    {
        var named = await ToolPackedAsync();
        return await PackageArchive.OpenAsync(
            Path.Combine(Path.GetDirectoryName(named)!, $"Daemonize.Tool.{runtimeIdentifier}.{Version}.nupkg"));
    }

    /// <summary>Packs unless that has been done, and opens the package of that id.</summary>
    internal async Task<PackageArchive> OpenAsync(string id) => await PackageArchive.OpenAsync(await (id switch
    {
        "Daemonize" => PackedAsync(),
        "Daemonize.Hosting" => HostingPackedAsync(),
        "Daemonize.Templates" => TemplatesPackedAsync(),
        "Daemonize.Tool" => ToolPackedAsync(),
        _ => StorePackedAsync(id),
    }));

    /// <summary>The project file that <c>dotnet new console</c> creates.</summary>
    public Task<string> NewConsoleProjectAsync() => _newProject.Value;

    /// <summary>Gets a separate artifacts folder, so the tests do not disturb a build of the repository at the same time.</summary>
    public string ArtifactsOf(string name) => Path.Combine(Folder, "artifacts", name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<string> PackWithCoreAsync(string project, string id)
    {
        await PackedAsync();
        return await PackAsync(project, id);
    }

    private async Task<string> PackAsync(string project, string id)
    {
        if (Given is null)
        {
            var output = await Tool.DotnetAsync(
                Repository,
                "pack", project, "-c", "Release", "-o", _feed, "--artifacts-path", ArtifactsOf("pack"), $"-p:Version={Version}");
            BuildOutput.AssertHasNoWarning(output);
        }

        return Assert.Single(Directory.GetFiles(_feed, $"{id}.{Version}.nupkg"));
    }

    private static string VersionOf(string folder)
    {
        const string id = "Daemonize.Templates.";
        return Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(folder, id + "*.nupkg")))[id.Length..];
    }

    private async Task<string> CreateNewProjectAsync()
    {
        await Tool.DotnetAsync(Folder, "new", "console", "--no-restore", "--name", "New");
        return await File.ReadAllTextAsync(Path.Combine(Folder, "New", "New.csproj"));
    }

    /// <summary>
    /// Writes the NuGet configuration for every build below the folder. The machine's packages are a read-only fallback: ours is unpacked
    /// into a folder that is removed with the tests, and the SDK downloads nothing again for publishing.
    /// </summary>
    private void WriteConfiguration()
    {
        var fallback = Directory.CreateDirectory(Metadata("PackageRoot")).FullName;
        new XElement(
            "configuration",
            new XElement("config", Setting("globalPackagesFolder", Path.Combine(Folder, "packages"))),
            new XElement("fallbackPackageFolders", Setting("machine", fallback)),
            new XElement("packageSources", Setting("local", _feed))).Save(Path.Combine(Folder, "nuget.config"));

        static XElement Setting(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    private static string Metadata(string key) =>
        typeof(TestPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
