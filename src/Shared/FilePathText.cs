namespace Daemonize;

/// <summary>Text that looks like the path of a file and is something else. The generator and the runtime share this file.</summary>
internal static class FilePathText
{
    private static readonly string[] Streams = ["stdin", "stdout", "stderr", "tty"];

    /// <summary>Why a path is not the one that it seems to be, as a phrase for messages; null where it is.</summary>
    public static string? FindMistake(string path) =>
        path == "~" || (path is ['~', ..] && HasDirectory(path)) ? "only a shell expands '~'; write the whole path, or begin with './'"
        : path is ['$', ..] && HasDirectory(path) ? "only a shell expands variables; write the whole path, or begin with './'"
        : null;

    /// <summary>The same for the path of a pid file.</summary>
    public static string? FindPidFileMistake(string path) => FindMistake(path)
        ?? (path == "-" ? "'-' is not the name of a file; write './-' if it is"
            : IsKernels(path) ? "what lies there is not a file; write a name such as news.pid"
            : null);

    /// <summary>
    /// Whether a path names a stream that the process has open, such as <c>/dev/stdout</c>, <c>/dev/fd/1</c> or <c>/proc/self/fd/1</c>, or its terminal.
    /// </summary>
    public static bool IsStream(string path) => Split(path) switch
    {
        ["dev", var name] => Array.IndexOf(Streams, name) >= 0,
        ["dev", "fd", _] => true,
        ["proc", .., "fd", _] => true,
        _ => false,
    };

    /// <summary>
    /// Whether what a path names is the kernel's, and no file that one may remove or number: all of /dev, /proc and /sys but the file systems in memory there.
    /// </summary>
    public static bool IsKernels(string path) => Split(path) is ["proc" or "sys", ..] or ["dev", not ("shm" or "mqueue"), ..];

    private static bool HasDirectory(string path) => path.Split('/').Length > 1;

    /// <summary>The names of an absolute path; nothing of a relative one.</summary>
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
