namespace Daemonize;

/// <summary>What a path in a setting may look like. The generator and the runtime share this file, so that what compiles is what runs.</summary>
internal static class PathRule
{
    /// <summary>Why a path names no file, as a phrase; null where it may name one.</summary>
    public static string? FindMistakeOfFile(string path) => FindMistake(path) ?? (IsDirectory(path) ? "it names a directory" : null);

    /// <summary>Why a path names no directory that every process finds, as a phrase.</summary>
    public static string? FindMistakeOfDirectory(string path) => FindMistake(path) ?? (path[0] == '/' ? null : "it must be absolute");

    /// <summary>Why a path names no file that every process finds, as a phrase; with '-' before it, the file may be missing.</summary>
    public static string? FindMistakeOfAbsoluteFile(string text)
    {
        var path = text.Length > 0 && text[0] == '-' ? text.Substring(1) : text;
        return FindMistake(path) ?? (path[0] != '/' ? "it must be absolute" : IsDirectory(path) ? "it names a directory" : null);
    }

    private static string? FindMistake(string path) =>
        path.Length == 0 ? "it is empty" : path.IndexOf('\0') >= 0 ? "no path holds a NUL" : null;

    private static bool IsDirectory(string path) => path.Substring(path.LastIndexOf('/') + 1) is "" or "." or "..";
}
