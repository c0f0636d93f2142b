using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// Opens pid and lock files. An attacker who can replace them could make this process overwrite or trust another file (CVE-2017-14159,
/// CVE-2020-28935). Only a regular file of this user is accepted, with one name and not behind a symbolic link; anything else is refused
/// untouched.
/// </summary>
internal static class OwnedFile
{
    private const uint Readable = 0b110_100_100;
    private const int WritableByOthers = 0b000_000_010;
    private const int Sticky = 0b1_000_000_000;

    /// <summary>
    /// Opens <paramref name="path"/> for writing. Creates it with mode 0644 regardless of the umask, and keeps existing text.
    /// </summary>
    /// <param name="path">The path of the pid or lock file.</param>
    /// <param name="access">The access flag of open(2): O_WRONLY or O_RDWR.</param>
    /// <param name="user">The user that root's daemon runs as, who gets the file; null if the caller keeps it.</param>
    public static Descriptor OpenOrCreate(string path, int access, uint? user = null)
    {
        CheckDirectory(path, user);

        // Without O_NONBLOCK, opening a FIFO would block until it has a reader.
        var number = Libc.open(path, access | Libc.O_CREAT | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, Readable);
        if (number < 0)
        {
            throw CannotOpen(path, Errno.Last);
        }

        var file = new Descriptor(number);
        try
        {
            if (!FileStat.TryRead(file.Number, out var facts, out var error))
            {
                throw error.Exception($"read {path}");
            }

            Check(path, facts, user);
            if (user is { } owner && facts.Owner != owner)
            {
                CheckGift(path, facts, owner);
                Give(file, path, owner);
            }

            if (facts.Permissions != Readable && Libc.fchmod(file.Number, Readable) != 0)
            {
                throw Errno.Exception($"set the mode of {path}", Errno.Last);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Throws if <see cref="OpenOrCreate"/> would refuse the file. A missing file is accepted.</summary>
    public static void CheckPath(string path, uint? user = null)
    {
        CheckDirectory(path, user);
        if (FileStat.TryReadLink(path, out var facts, out var error))
        {
            Check(path, facts, user);
        }
        else if (!error.IsNotFound)
        {
            throw CannotOpen(path, error.Number);
        }
    }

    /// <summary>Whether <paramref name="path"/> still names the file that <paramref name="file"/> has open.</summary>
    public static bool IsStillAt(string path, Descriptor file) =>
        FileStat.TryRead(file.Number, out var opened, out _) && FileStat.TryReadLink(path, out var named, out _)
            && named.IsSameFile(opened);

    /// <summary>
    /// Refuses a directory where another user may remove and rename files: the next open could find another file than the one checked.
    /// </summary>
    private static void CheckDirectory(string path, uint? user)
    {
        var directory = PathText.DirectoryOf(path);
        if (!FileStat.TryRead(directory, out var facts, out _))
        {
            // Opening the file fails too, with a message.
            return;
        }

        var refusal =
            facts.Owner != 0 && facts.Owner != Libc.geteuid() && facts.Owner != user && !UserNamespace.IsUnmapped(facts.Owner)
                ? $"{directory} belongs to {ProcFs.UserName(facts.Owner)}, who can replace it"
            : (facts.Permissions & WritableByOthers) != 0 && (facts.Permissions & Sticky) == 0
                ? $"anybody can replace it in {directory}, which is world-writable without the sticky bit"
            : null;
        if (refusal is not null)
        {
            throw new DaemonException($"will not use {path}: {refusal}; choose another PidFile");
        }
    }

    /// <summary>
    /// Refuses to give a non-empty file of root to a user who owns the directory: that user can link any file of root there, and would get
    /// its content.
    /// </summary>
    private static void CheckGift(string path, in FileStat facts, uint owner)
    {
        if (facts.Size > 0 && FileStat.TryRead(PathText.DirectoryOf(path), out var directory, out _)
            && directory.Owner == owner)
        {
            throw new DaemonException(
                $"will not give {path} to {ProcFs.UserName(owner)}: it is root's and not empty; remove it or choose another PidFile");
        }
    }

    private static void Check(string path, in FileStat facts, uint? user)
    {
        var refusal =
            facts.IsSymbolicLink ? "it is a symbolic link"
            : !facts.IsRegular ? "it is not a regular file"
            : facts.Links > 1 ? "it has other names (hard links)"
            : facts.Owner != Libc.geteuid() && facts.Owner != user ? $"it belongs to {ProcFs.UserName(facts.Owner)}"
            : null;
        if (refusal is not null)
        {
            throw new DaemonException($"will not use {path}: {refusal}; remove it or choose another PidFile");
        }
    }

    private static DaemonException CannotOpen(string path, int errno) => errno switch
    {
        Libc.ELOOP => new DaemonException($"will not use {path}: it is a symbolic link; remove it or choose another PidFile"),
        Libc.EISDIR or Libc.ENXIO =>
            new DaemonException($"will not use {path}: it is not a regular file; remove it or choose another PidFile"),
        Libc.ENOENT => Errno.Exception($"create {path}", errno, "create its directory or choose another PidFile"),
        Libc.EROFS or Libc.EACCES or Libc.EPERM =>
            Errno.Exception($"write {path}", errno, "choose another directory with PidFile or RUNTIME_DIRECTORY"),
        _ => Errno.Exception($"write {path}", errno),
    };

    /// <summary>Gives a user an open file that root has created.</summary>
    public static void Give(Descriptor file, string path, uint owner)
    {
        const uint unchanged = uint.MaxValue;
        if (Libc.fchown(file.Number, owner, unchanged) != 0)
        {
            throw Errno.Exception($"give {path} to {ProcFs.UserName(owner)}", Errno.Last);
        }
    }
}
