using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>Creates directories with a mode.</summary>
internal static class PlatformDirectories
{
    /// <summary>Creates a directory; false with the error if that fails, or if anything is at the path.</summary>
    public static bool TryCreate(string path, uint mode, out SystemError error)
    {
        var isCreated = Libc.mkdir(path, mode) == 0;
        error = isCreated ? default : SystemError.Last;
        return isCreated;
    }

    /// <summary>
    /// Creates a directory and its parents, each for its owner only; false if that fails. The umask of a daemon does not count: without its
    /// owner's rights, a new parent would be of no use to other programs either.
    /// </summary>
    public static bool TryCreatePrivate(string path)
    {
        const uint ofOwner = 0b111_000_000;
        var isCreated = TryCreate(path, ofOwner, out var error);
        if (error.IsNotFound && path.LastIndexOf('/') is > 0 and var end && TryCreatePrivate(path[..end]))
        {
            isCreated = TryCreate(path, ofOwner, out error);
        }

        return isCreated
            ? Libc.chmod(path, ofOwner) == 0
            : FileStat.TryRead(path, out var facts, out _) && facts.IsDirectory;
    }

    /// <summary>Gives a directory, which root has created, to a user.</summary>
    public static void Give(string path, uint owner)
    {
        const uint unchanged = uint.MaxValue;
        _ = Libc.chown(path, owner, unchanged);
    }
}
