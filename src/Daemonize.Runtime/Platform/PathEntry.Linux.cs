using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Names of files, which another process may remove or rename at any moment.</summary>
internal static class PathEntry
{
    /// <summary>Whether a file of this name was found, even if it is a symbolic link that leads nowhere.</summary>
    public static bool Exists(string path) => FileStat.TryReadLink(path, out _, out _);

    /// <summary>Whether a regular file of this name was found.</summary>
    public static bool IsRegular(string path) => FileStat.TryReadLink(path, out var facts, out _) && facts.IsRegular;

    /// <summary>Whether there is no file of this name. False too if that cannot be found out.</summary>
    public static bool IsMissing(string path) => !FileStat.TryReadLink(path, out _, out _) && Errno.Last == Libc.ENOENT;

    /// <summary>
    /// Renames a file, in place of another. If false, <paramref name="problem"/> says why; null if there is no such file.
    /// </summary>
    public static bool TryRename(string path, string newPath, out string? problem) => Succeeds(Libc.rename(path, newPath), out problem);

    /// <summary>Removes a file. If false, <paramref name="problem"/> says why; null if there is no such file.</summary>
    public static bool TryRemove(string path, out string? problem) => Succeeds(Libc.unlink(path), out problem);

    /// <summary>Renames a file, in place of another. Throws if that fails.</summary>
    public static void Rename(string path, string newPath, string cannot) => Require(Libc.rename(path, newPath), cannot);

    /// <summary>Removes a file. Throws if that fails.</summary>
    public static void Remove(string path, string cannot) => Require(Libc.unlink(path), cannot);

    private static void Require(int result, string cannot)
    {
        if (result != 0)
        {
            throw Errno.Exception(cannot, Errno.Last);
        }
    }

    private static bool Succeeds(int result, out string? problem)
    {
        problem = result != 0 && Errno.Last is var errno && errno != Libc.ENOENT ? Errno.Message(errno) : null;
        return result == 0;
    }
}
