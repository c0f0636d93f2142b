using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>A directory with files that the processes of one user share on one machine.</summary>
internal static class PrivateDirectory
{
    private const int OfOthers = 0b000_111_111;

    /// <summary>
    /// Creates a directory and its missing parents, and checks it: no other user may use it, and no other machine. Returns why it cannot be
    /// used, in one line; null if it can.
    /// </summary>
    public static string? Prepare(string path) => Prepare(path, FileSystemType.FindShared);

    /// <summary>Does the same with another function that names a file system of several machines.</summary>
    internal static string? Prepare(string path, Func<string, string?> findShared)
    {
        if (!PlatformDirectories.TryCreatePrivate(path))
        {
            return $"cannot create {path}: {SystemError.Last.Message}";
        }

        if (!FileStat.TryReadLink(path, out var facts, out var error))
        {
            return $"cannot read {path}: {error.Message}";
        }

        return facts.IsSymbolicLink ? $"will not use {path}: it is a symbolic link"
            : facts.Owner != Libc.geteuid() ? $"will not use {path}: it belongs to {ProcFs.UserName(facts.Owner)}"
            : (facts.Permissions & OfOthers) != 0 ? $"will not use {path}: other users may use it; chmod 700 it"
            : findShared(path) is { } shared
                ? $"will not use {path}: {shared} may be mounted by several machines, whose locks do not exclude each other; use a local "
                    + "directory, or a store of a server"
            : null;
    }
}
