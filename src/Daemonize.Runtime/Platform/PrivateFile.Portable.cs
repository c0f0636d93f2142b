namespace Daemonize.Platform;

/// <summary>Files that only their owner may use, which one process at a time has open (<see cref="FileShare.None"/>).</summary>
internal static class PrivateFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file for this process only, and creates it if there is none; null if another one has it open.</summary>
    public static FileStream? TryOpen(string path) => TryOpen(path, FileMode.OpenOrCreate, FileShare.None, out _);

    /// <summary>Whether a process, this one included, has the file open in that way.</summary>
    public static bool IsOpen(string path)
    {
        try
        {
            TryOpen(path, FileMode.Open, FileShare.ReadWrite, out var isHeld)?.Dispose();
            return isHeld;
        }
        catch (DaemonException) when (!File.Exists(path))
        {
            return false;
        }
    }

    private static FileStream? TryOpen(string path, FileMode mode, FileShare share, out bool isHeld)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (mode == FileMode.OpenOrCreate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        isHeld = false;
        try
        {
            return new FileInfo(path).LinkTarget is null
                ? new FileStream(path, options)
                : throw new DaemonException($"will not use {path}: it is a symbolic link; remove it", DaemonExitCode.NoPermission);
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            // .NET has no type for a file that another process has locked, but keeps the number: EWOULDBLOCK of Linux, and of macOS and
            // BSD.
            isHeld = exception.HResult is 11 or 35;
            return isHeld ? null : throw new SystemError(exception).Exception($"open {path}");
        }
    }
}
