namespace Daemonize;

/// <summary>Detects text that looks like the path of a file but is not one. The generator and the runtime share this file.</summary>
internal static class FilePathText
{
    private static readonly string[] Streams = ["stdin", "stdout", "stderr", "tty"];

    /// <summary>Returns why a text is not the path that it seems to be, as a phrase for messages; null for a valid path.</summary>
    public static string? FindMistake(string path) =>
        path == "~" || (path is ['~', ..] && HasDirectory(path)) ? "only a shell expands '~'; write the whole path, or begin with './'"
        : path is ['$', ..] && HasDirectory(path) ? "only a shell expands variables; write the whole path, or begin with './'"
        : null;

    /// <summary>Does the same for the path of a pid file.</summary>
    public static string? FindPidFileMistake(string path) => FindMistake(path)
        ?? (path == "-" ? "'-' is not the name of a file; write './-' if it is"
            : IsKernels(path) ? "what lies there is not a file; write a name such as news.pid"
            : null);

    /// <summary>
    /// Whether a path names an open stream of the process, such as <c>/dev/stdout</c>, <c>/dev/fd/1</c> or <c>/proc/self/fd/1</c>, or its
    /// terminal.
    /// </summary>
    public static bool IsStream(string path) => Split(path) switch
    {
        ["dev", var name] => Array.IndexOf(Streams, name) >= 0,
        ["dev", "fd", _] => true,
        ["proc", .., "fd", _] => true,
        _ => false,
    };

    /// <summary>
    /// Whether a path names an object of the kernel and not a file that may be removed or numbered: everything in /dev, /proc and /sys
    /// except for the in-memory file systems below /dev.
    /// </summary>
    public static bool IsKernels(string path) => Split(path) is ["proc" or "sys", ..] or ["dev", not ("shm" or "mqueue"), ..];

    private static bool HasDirectory(string path) => path.Split('/').Length > 1;

    /// <summary>Splits an absolute path into its names; returns an empty array for a relative path.</summary>
    private static string[] Split(string path)
    {
        List<string> names = [];
        if (path is not ['/', ..])
        {
            return [];
        }

        foreach (var name in path.Split('/'))
        {
            if (name == ".." && names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("" or "." or ".."))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
