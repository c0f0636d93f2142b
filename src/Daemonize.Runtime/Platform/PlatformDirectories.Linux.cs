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

    /// <summary>Gives a directory, which root has created, to a user.</summary>
    public static void Give(string path, uint owner)
    {
        const uint unchanged = uint.MaxValue;
        _ = Libc.chown(path, owner, unchanged);
    }
}
