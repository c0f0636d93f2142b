using System.Runtime.CompilerServices;

namespace Daemonize.Tests.Repository;

/// <summary>The files of this repository, for tests that read them.</summary>
internal static class SourceTree
{
    private static readonly string[] Folders = [".ci", ".github", "benchmarks", "docs", "eng", "samples", "src", "templates", "tests"];

    public static string Root { get; } = System.IO.Path.GetFullPath("../../../..", PathOfThis());

    /// <summary>Gets the path of a file, given relative to the root.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Gets the paths of all files below a folder, relative to the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Select(static file => System.IO.Path.GetRelativePath(Root, file));

    /// <summary>Gets the paths of the files that the repository has, without build output.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Folders.SelectMany(static folder => Files(folder))
            .Where(static path => !path.Contains("/node_modules/", StringComparison.Ordinal)),
        .. Directory.EnumerateFiles(Root).Select(static path => System.IO.Path.GetFileName(path)),
    ];

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
