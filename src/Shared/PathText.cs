namespace Daemonize;

/// <summary>Operations on paths as text, which are the same on every system. The generator and the runtime share this file.</summary>
internal static class PathText
{
    public static bool IsAbsolute(string path) => path.Length > 0 && path[0] == '/';

    /// <summary>Removes <c>//</c> and <c>/./</c>. Keeps <c>..</c>, which may lead elsewhere through a symbolic link.</summary>
    public static string Normalize(string path)
    {
        var names = Array.FindAll(path.Split(['/'], StringSplitOptions.RemoveEmptyEntries), static name => name != ".");
        return (IsAbsolute(path) ? "/" : "") + string.Join("/", names);
    }

    /// <summary>Splits the normalized path of a file into its directory and its name.</summary>
    public static (string Directory, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return (slash > 0 ? path.Substring(0, slash) : path.Substring(0, slash + 1), path.Substring(slash + 1));
    }

    /// <summary>Gets the directory of an absolute path.</summary>
    public static string DirectoryOf(string path) => path.Substring(0, Math.Max(path.LastIndexOf('/'), 1));
}
