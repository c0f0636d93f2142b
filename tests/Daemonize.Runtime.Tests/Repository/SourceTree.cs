using System.Runtime.CompilerServices;

namespace Daemonize.Tests.Repository;

/// <summary>The files of this repository, for tests that read them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = System.IO.Path.GetFullPath("../../../..", PathOfThis());

    /// <summary>Gets the path of a file, given relative to the root.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Gets the paths of all files below a folder, relative to the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Select(static file => System.IO.Path.GetRelativePath(Root, file));

    private static string PathOfThis([CallerFilePath] string path = "") => path;
}
