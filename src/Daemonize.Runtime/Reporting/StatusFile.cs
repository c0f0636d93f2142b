using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Reporting;

/// <summary>
/// The file next to the pid file in which a daemon reports its progress. It is replaced as a whole, so that a reader never finds half of it, and is only for this
/// user and root. It is shown to people and never acted on.
/// </summary>
internal static class StatusFile
{
    private const uint Private = 0b110_000_000;
    private const string PidFileEnd = ".pid";

    /// <summary>The file, opened before its path became out of reach.</summary>
    private static Descriptor? _held;

    /// <summary><c>news.status</c> next to <c>news.pid</c>.</summary>
    public static string PathOf(string pidFile) =>
        (pidFile.EndsWith(PidFileEnd, StringComparison.Ordinal) ? pidFile[..^PidFileEnd.Length] : pidFile) + ".status";

    /// <summary>
    /// False when it cannot be written: a disk may be full, a directory gone, and neither may harm the daemon. Where no other file can be put in its
    /// place, it is overwritten: it has its block on the disk, and an old text would make the daemon look as if it hung.
    /// </summary>
    public static bool TryWrite(string path, ReadOnlySpan<byte> text) =>
        (_held is null && TryReplace(path, text)) || TryOverwrite(path, text);

    /// <summary>Creates an empty one for the user that the daemon of root is to be, who may have no right to do so. What it has already keeps its last word.</summary>
    public static void Prepare(string path, uint user)
    {
        var isThere = FileStat.TryReadLink(path, out var facts, out _) && facts.IsRegular && facts.Owner == user && facts.Links == 1 && facts.Permissions == Private;
        if (!isThere && TryCreate(path, out var number))
        {
            using var file = new Descriptor(number);
            DaemonUser.Give(file, path, user);
        }
    }

    /// <summary>Opens the file for when its path is out of reach, behind chroot(2). It is kept as long as the process lives.</summary>
    public static void Hold(string path)
    {
        if (TryOpen(path, out var number) || TryCreate(path, out number))
        {
            _held = new Descriptor(number).MoveOutOfTheWay();
        }
    }

    /// <summary>Removes it, where it is a plain file of ours; where that is not allowed, what it tells.</summary>
    public static void Remove(string path, uint? user = null)
    {
        if (_held is not null || !PidFile.TryRemoveStale(path, user))
        {
            TryOverwrite(path, []);
        }
    }

    /// <summary>What the daemon of <paramref name="record"/> has written; null where there is no such file or it is not to be believed.</summary>
    public static StatusText? TryRead(string path, LockRecord record) =>
        TryRead(path, owner => ProcFs.TryReadUser(record.Pid) == owner) is { } status && status.Pid == record.Pid && status.StartTime == record.StartTime ? status : null;

    /// <summary>What the last daemon has written, which runs no more; null where there is no such file or it is not to be believed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="user">Who is believed in addition to the caller and root.</param>
    /// <param name="last">The record in the lock file: a text of any other run is of one before it. Null where the last has been cleared away.</param>
    public static StatusText? TryReadLast(string path, uint? user, LockRecord? last) =>
        TryRead(path, owner => owner == Libc.geteuid() || owner == user) is { } text && (last is not { } record || IsOf(text, record)) ? text : null;

    /// <summary>Says of a daemon that had no time for it how it ended. For whoever ended it, and holds its lock.</summary>
    public static void TellEnd(string path, LockRecord record, uint? user, ExitText exit)
    {
        if (TryReadLast(path, user, record) is { Exit: null } last)
        {
            // In place, so that the file stays its user's.
            TryOverwrite(path, (last with { Exit = exit, Next = null, Due = null }).Format());
        }
    }

    /// <summary>Writes how the last daemon ended and what happens next, in place of what it wrote itself. For its watcher, which holds its lock.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="restarts">Which restart the last daemon was: one that never got ready has written nothing, and the text is of one before it.</param>
    /// <param name="exit">How it ended.</param>
    public static void TellEndOfLast(DaemonInstance instance, int restarts, ExitText exit)
    {
        var path = PathOf(instance.PidFile);
        var last = TryReadLast(path, instance.FileOwner, last: null);
        var text = last?.Restarts == restarts ? last with { Exit = exit, Next = null, Due = null } : StatusText.OfStart(instance, record: null, exit) with { Restarts = restarts };
        _ = TryOverwrite(path, text.Format());
    }

    /// <summary>Says why a start has failed: without that, the end of the run before would look like its end. For the command, which holds the lock.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="record">The record in the lock file; null where the daemon has not got that far.</param>
    /// <param name="exit">Why.</param>
    public static void TellFailedStart(DaemonInstance instance, LockRecord? record, ExitText exit)
    {
        var path = PathOf(instance.PidFile);
        var text = StatusText.OfStart(instance, record, exit).Format();

        // A full disk leaves no file, and then nothing is known.
        _ = instance.FileOwner is null ? TryWrite(path, text) : TryOverwrite(path, text);
    }

    /// <summary>Whether a text is of the run that a lock file names; with a watcher's record, of the run that it names the end of.</summary>
    private static bool IsOf(StatusText text, LockRecord record) => record.Wait is { } wait
        ? text.Restarts == wait.Restart - 1
        : text.Pid == record.Pid && text.StartTime == record.StartTime;

    private static StatusText? TryRead(string path, Predicate<uint> isTrusted)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            return null;
        }

        using var file = new Descriptor(number);
        if (!FileStat.TryRead(number, out var facts, out _) || !facts.IsRegular || facts.Size is 0 or > StatusLimits.MaxLength || (facts.Owner != 0 && !isTrusted(facts.Owner)))
        {
            return null;
        }

        var text = new byte[facts.Size];
        var length = Descriptor.Read(number, text, out _);
        return length == text.Length ? StatusText.Parse(text) : null;
    }

    private static bool TryReplace(string path, ReadOnlySpan<byte> text)
    {
        var temporary = path + ".new";
        if (!TryCreate(temporary, out var number))
        {
            return false;
        }

        using (var file = new Descriptor(number))
        {
            if (Descriptor.TryWrite(file.Number, text, out _) && Libc.rename(temporary, path) == 0)
            {
                return true;
            }
        }

        _ = Libc.unlink(temporary);
        return false;
    }

    /// <summary>
    /// Writes into the file that is there. A reader can find half of it then, which is no JSON, and sees nothing. A text that needs more blocks than
    /// there are leaves none: what the file says must be true, and its block may be all that is missing for the next text.
    /// </summary>
    private static unsafe bool TryOverwrite(string path, ReadOnlySpan<byte> text)
    {
        using var opened = _held is null && TryOpen(path, out var number) ? new Descriptor(number) : null;
        if ((_held ?? opened) is not { } file)
        {
            return false;
        }

        fixed (byte* start = text)
        {
            var isWritten = Libc.pwrite(file.Number, start, (nuint)text.Length, 0) == text.Length;
            return Libc.ftruncate(file.Number, isWritten ? text.Length : 0) == 0 && isWritten;
        }
    }

    private static bool TryOpen(string path, out int number)
    {
        number = Libc.open(path, Libc.O_WRONLY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number >= 0 && FileStat.TryRead(number, out var facts, out _) && facts.IsRegular && facts.Links == 1)
        {
            return true;
        }

        if (number >= 0)
        {
            _ = Libc.close(number);
        }

        return false;
    }

    /// <summary>Never through another file of this name: whoever may write to the directory could put a link there. The caller holds the daemon's lock.</summary>
    private static bool TryCreate(string path, out int number)
    {
        const int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_CLOEXEC;
        number = Libc.open(path, flags | Libc.O_NOFOLLOW, Private);
        if (number < 0 && Errno.Last == Libc.EEXIST && Libc.unlink(path) == 0)
        {
            number = Libc.open(path, flags | Libc.O_NOFOLLOW, Private);
        }

        return number >= 0;
    }
}
