using System.Reflection;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Daemonize.Package.Tests.Infrastructure.TestPackage))]

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>
/// The package, packed once for all tests, and the folder that everything happens in: outside the repository, so that nothing of it reaches the consumers.
/// </summary>
public sealed class TestPackage : IDisposable
{
    private readonly Lazy<Task<string>> _file;
    private readonly Lazy<Task<string>> _hosting;
    private readonly Lazy<Task<string>> _newProject;

    public TestPackage()
    {
        Folder = Directory.CreateTempSubdirectory("daemonize-package-").FullName;
        _file = new(() => PackAsync("Daemonize.Runtime", "Daemonize"));
        _hosting = new(PackHostingAsync);
        _newProject = new(CreateNewProjectAsync);
    }

    /// <summary>The root of the repository that is tested.</summary>
    public static string Repository { get; } = Metadata("RepositoryRoot");

    /// <summary>The version of MinVer that this machine has.</summary>
    public static string MinVer { get; } = Metadata("MinVer");

    /// <summary>A version that no cache has.</summary>
    public string Version { get; } = $"0.1.0-t{DateTime.UtcNow.Ticks:x}";

    /// <summary>Removed at the end.</summary>
    public string Folder { get; }

    /// <summary>Packs if that has not been done, and gives the path of the package.</summary>
    public Task<string> PackedAsync() => _file.Value;

    /// <summary>The same of Daemonize.Hosting, with what it needs.</summary>
    public Task<string> HostingPackedAsync() => _hosting.Value;

    /// <summary>The project file that <c>dotnet new console</c> makes.</summary>
    public Task<string> NewConsoleProjectAsync() => _newProject.Value;

    /// <summary>An artifacts folder of our own: a build of the repository at the same time is not disturbed.</summary>
    public string ArtifactsOf(string name) => Path.Combine(Folder, "artifacts", name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<string> PackHostingAsync()
    {
        await PackedAsync();
        return await PackAsync("Daemonize.Hosting", "Daemonize.Hosting");
    }

    private async Task<string> PackAsync(string project, string id)
    {
        var feed = Directory.CreateDirectory(Path.Combine(Folder, "feed")).FullName;
        WriteConfiguration(feed);
        var output = await Tool.DotnetAsync(
            Repository, "pack", $"src/{project}", "-c", "Release", "-o", feed, "--artifacts-path", ArtifactsOf("pack"), $"-p:Version={Version}");
        BuildOutput.AssertHasNoWarning(output);
        return Assert.Single(Directory.GetFiles(feed, $"{id}.{Version}.nupkg"));
    }

    private async Task<string> CreateNewProjectAsync()
    {
        await Tool.DotnetAsync(Folder, "new", "console", "--no-restore", "--name", "New");
        return await File.ReadAllTextAsync(Path.Combine(Folder, "New", "New.csproj"));
    }

    /// <summary>
    /// Read by every build below the folder. The packages of the machine are a fallback, which is read and never written: ours is unpacked into a folder that
    /// dies with the tests, and what the SDK needs for publishing is not downloaded anew.
    /// </summary>
    private void WriteConfiguration(string feed)
    {
        var fallback = Directory.CreateDirectory(Metadata("PackageRoot")).FullName;
        new XElement(
            "configuration",
            new XElement("config", Setting("globalPackagesFolder", Path.Combine(Folder, "packages"))),
            new XElement("fallbackPackageFolders", Setting("machine", fallback)),
            new XElement("packageSources", Setting("local", feed))).Save(Path.Combine(Folder, "nuget.config"));

        static XElement Setting(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    private static string Metadata(string key) =>
        typeof(TestPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
