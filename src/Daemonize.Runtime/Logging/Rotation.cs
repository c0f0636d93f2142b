using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>When a log is moved away, and how many are kept.</summary>
/// <param name="MaxSize">How many bytes it gets.</param>
/// <param name="Backups">How many are kept, 0 or more.</param>
/// <param name="Compress">Whether these are compressed.</param>
internal sealed record Rotation(long MaxSize, int Backups, bool Compress)
{
    /// <summary>
    /// Moves the file at <paramref name="path"/>, which <paramref name="file"/> is, out of the way, under a lock of the file that another daemon with the same log
    /// takes too. Gives false with the error, or with 0 when it is not at its place any more: somebody else was quicker.
    /// </summary>
    public unsafe bool TryMoveAway(string path, Descriptor file, out int errno)
    {
        var range = new Libc.flock { l_type = Libc.F_WRLCK };
        if (Libc.fcntl(file.Number, Libc.F_OFD_SETLK, &range) != 0 || !OwnedFile.IsStillAt(path, file))
        {
            errno = 0;
            return false;
        }

        errno = RotatedNames.Shift(path, Backups);
        if (errno == 0 && (Backups == 0 ? Libc.unlink(path) : Libc.rename(path, RotatedNames.Of(path, 1))) != 0)
        {
            // logrotate takes no lock: where there is none any more, it was quicker after all.
            errno = Errno.Last is var error && error == Libc.ENOENT ? 0 : error;
            return false;
        }

        return errno == 0;
    }
}
