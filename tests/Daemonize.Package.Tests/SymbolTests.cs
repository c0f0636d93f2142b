using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The symbols next to each package with an assembly: a debugger finds them by their id, and by them the sources.</summary>
public sealed class SymbolTests(TestPackage package)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>The images for Linux are the assembly in lib/, compiled ahead: they share its symbols.</summary>
    [Theory]
    [InlineData("Daemonize", 3)]
    [InlineData("Daemonize.Hosting", 1)]
    [InlineData("Daemonize.Cluster.Etcd", 1)]
    [InlineData("Daemonize.Cluster.Kubernetes", 1)]
    [InlineData("Daemonize.Cluster.PostgreSql", 1)]
    [InlineData("Daemonize.Cluster.Redis", 1)]
    public async Task AreThoseOfEveryImage(string id, int images)
    {
        using var archive = await package.OpenAsync(id);
        using var symbols = await OpenSymbolsAsync(archive);

        var expected = Read(symbols, static reader => new BlobContentId(reader.DebugMetadataHeader!.Id).Guid);
        var ids = archive.Files
            .Where(
                static name => name.EndsWith(".dll", StringComparison.Ordinal)
                    && !name.StartsWith("analyzers/", StringComparison.Ordinal)
                    && !name.StartsWith("runtimes/osx/", StringComparison.Ordinal))
            .Select(name => SymbolsOf(archive.Bytes(name)));
        Assert.Equal(Enumerable.Repeat(expected, images), ids);
    }

    /// <summary>A tree that is not a repository has no commit to link to.</summary>
    [Theory]
    [InlineData("Daemonize")]
    [InlineData("Daemonize.Hosting")]
    [InlineData("Daemonize.Cluster.Etcd")]
    [InlineData("Daemonize.Cluster.Kubernetes")]
    [InlineData("Daemonize.Cluster.PostgreSql")]
    [InlineData("Daemonize.Cluster.Redis")]
    public async Task LinkToTheSourcesOfTheCommit(string id)
    {
        using var archive = await package.OpenAsync(id);
        using var symbols = await OpenSymbolsAsync(archive);

        var commit = archive.Metadata["repository"].Attribute("commit")?.Value;
        var address =
            TestPackage.ProjectUrl.Replace("//github.com/", "//raw.githubusercontent.com/", StringComparison.Ordinal) + $"/{commit}/*";
        Assert.Equal(commit is null ? [] : [address], Read(symbols, Sources));
    }

    /// <summary>
    /// The generator runs in the compiler, which loads no symbols. The Portable flavour is compiled from other sources than the assembly in
    /// lib/, whose symbols are in the package of symbols.
    /// </summary>
    [Theory]
    [InlineData("analyzers/dotnet/cs/Daemonize.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/Daemonize.CodeFixes.dll")]
    [InlineData("runtimes/osx/lib/net10.0/Daemonize.Runtime.dll")]
    public async Task OfOtherAssembliesAreInThem(string name)
    {
        using var archive = await package.OpenAsync("Daemonize");

        using var image = new PEReader(new MemoryStream(archive.Bytes(name)));
        Assert.Contains(image.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    private static Task<PackageArchive> OpenSymbolsAsync(PackageArchive archive) =>
        PackageArchive.OpenAsync(Path.ChangeExtension(archive.Path, ".snupkg"));

    private static T Read<T>(PackageArchive symbols, Func<MetadataReader, T> read)
    {
        var file = Assert.Single(symbols.Files, static name => name.EndsWith(".pdb", StringComparison.Ordinal));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Bytes(file)));
        return read(provider.GetMetadataReader());
    }

    private static Guid SymbolsOf(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var entry = image.ReadDebugDirectory()
            .Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView && entry.IsPortableCodeView);
        return image.ReadCodeViewDebugDirectoryData(entry).Guid;
    }

    private static string[] Sources(MetadataReader reader) =>
    [
        .. reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLink)
            .Select(information => JsonDocument.Parse(reader.GetBlobBytes(information.Value)))
            .SelectMany(static json => json.RootElement.GetProperty("documents").EnumerateObject())
            .Select(static document => document.Value.GetString()!),
    ];
}
