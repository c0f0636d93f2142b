namespace Daemonize;

/// <summary>Checks the paths in settings. The generator and the runtime share this file, so both accept the same paths.</summary>
internal static class PathRule
{
    /// <summary>Returns why a path cannot name a file, as a phrase; null for a valid path.</summary>
    public static string? FindMistakeOfFile(string path) => FindMistake(path) ?? (IsDirectory(path) ? "it names a directory" : null);

    /// <summary>Returns why a path does not name the same directory for every process, as a phrase; null for a valid path.</summary>
    public static string? FindMistakeOfDirectory(string path) => FindMistake(path) ?? (path[0] == '/' ? null : "it must be absolute");

    /// <summary>
    /// Returns why a path does not name the same file for every process, as a phrase; null for a valid path. With '-' before the path, the
    /// file may be missing.
    /// </summary>
    public static string? FindMistakeOfAbsoluteFile(string text)
    {
        var path = text.Length > 0 && text[0] == '-' ? text.Substring(1) : text;
        return FindMistake(path) ?? (path[0] != '/' ? "it must be absolute"
            : IsDirectory(path) ? "it names a directory" : null);
    }

    private static string? FindMistake(string path) =>
        path.Length == 0 ? "it is empty"
            : path.IndexOf('\0') >= 0 ? "no path holds a NUL" : null;

    private static bool IsDirectory(string path) => path.Substring(path.LastIndexOf('/') + 1) is "" or "." or "..";
}
