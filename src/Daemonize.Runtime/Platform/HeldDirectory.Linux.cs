using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// A lock of a directory in /tmp: systemd-tmpfiles(8) skips a directory, with its contents, on which a process holds a lock of flock(2).
/// </summary>
internal sealed class HeldDirectory : IDisposable
{
    private readonly Descriptor _directory;

    private HeldDirectory(Descriptor directory) => _directory = directory;

    /// <summary>Locks a directory; null if it cannot be opened.</summary>
    public static HeldDirectory? TryHold(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            return null;
        }

        // If the lock is refused, the files are restored like any others.
        var directory = new Descriptor(number).MoveOutOfTheWay();
        _ = Libc.flock2(directory.Number, Libc.LOCK_SH | Libc.LOCK_NB);
        return new HeldDirectory(directory);
    }

    public void Dispose() => _directory.Dispose();
}
