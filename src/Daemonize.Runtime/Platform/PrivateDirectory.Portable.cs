namespace Daemonize.Platform;

/// <summary>A directory with files that the processes of one user share on one machine.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode OfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a directory and its missing parents, and checks it: no other user may use it, and no other machine. Returns why it cannot be
    /// used, in one line; null if it can.
    /// </summary>
    public static string? Prepare(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return $"will not use {path}: this system has no file modes";
        }

        try
        {
            var directory = Directory.CreateDirectory(path, OfOwner);
            return directory.LinkTarget is not null ? $"will not use {path}: it is a symbolic link"
                : (directory.UnixFileMode & ~OfOwner) != 0 ? $"will not use {path}: other users may use it; chmod 700 it"
                : new DriveInfo(path) is { DriveType: DriveType.Network } shared
                    ? $"will not use {path}: {shared.DriveFormat} may be mounted by several machines, whose locks do not exclude each "
                        + "other; use a local directory, or a store of a server"
                : HasNoLocks ? $"will not use {path}: DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set, so files have no locks; remove it"
                : null;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            return $"cannot create {path}: {new SystemError(exception).Message}";
        }
    }

    /// <summary>Whether the user has switched off the locks of .NET (<see cref="FileShare"/>), by one of the two ways.</summary>
    private static bool HasNoLocks =>
        (AppContext.TryGetSwitch("System.IO.DisableFileLocking", out var isDisabled) && isDisabled)
        || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_IO_DISABLEFILELOCKING") is "1" or "true" or "True";
}
