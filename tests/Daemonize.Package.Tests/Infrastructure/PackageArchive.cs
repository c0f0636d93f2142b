using System.IO.Compression;
using System.Xml.Linq;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>The files in a package, or in a package of symbols.</summary>
internal sealed class PackageArchive : IDisposable
{
    private readonly ZipArchive _archive;

    private PackageArchive(string path, ZipArchive archive)
    {
        Path = path;
        _archive = archive;
    }

    public string Path { get; }

    /// <summary>The names of all files but those that make an archive a package.</summary>
    public IEnumerable<string> Files => _archive.Entries.Select(static entry => entry.FullName).Where(static name => !IsOfTheFormat(name));

    /// <summary>The description of the package, by the names of its elements.</summary>
    public IReadOnlyDictionary<string, XElement> Metadata =>
        Xml(Files.Single(static name => name.EndsWith(".nuspec", StringComparison.Ordinal))).Root!
            .Elements().Single().Elements().ToDictionary(static element => element.Name.LocalName);

    public static async Task<PackageArchive> OpenAsync(string path) =>
        new(path, await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken));

    public byte[] Bytes(string name)
    {
        var bytes = new MemoryStream();
        using var stream = _archive.GetEntry(name)!.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    public XDocument Xml(string name) => XDocument.Load(new MemoryStream(Bytes(name)));

    public void Dispose() => _archive.Dispose();

    private static bool IsOfTheFormat(string name) =>
        name == "[Content_Types].xml"
        || name.StartsWith("_rels/", StringComparison.Ordinal)
        || name.StartsWith("package/", StringComparison.Ordinal);
}
