using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <summary>
/// The file next to the pid file in which a daemon reports its progress. Each write replaces the whole file, so a reader never sees half of
/// it. Only this user and root can read it. The content is shown to people; the only parts that a command acts on are
/// <see cref="StatusText.TickSignal"/> and <see cref="StatusText.HandOverSignal"/>, within limits.
/// </summary>
internal static partial class StatusFile
{
    private const string PidFileEnd = ".pid";
    private const string StatusFileEnd = ".status";

    /// <summary>The file, opened while its path could still be reached.</summary>
    private static SmallFile? Held { get; set; }

    /// <summary>Gets the path: <c>news.status</c> next to <c>news.pid</c>.</summary>
    public static string PathOf(string pidFile) =>
        (pidFile.EndsWith(PidFileEnd, StringComparison.Ordinal) ? pidFile[..^PidFileEnd.Length] : pidFile) + StatusFileEnd;

    /// <summary>
    /// Writes the file. Returns false on failure: a full disk or a missing directory must not harm the daemon. If the file cannot be
    /// replaced, it is overwritten: its block on the disk is already allocated, and an old text would make the daemon look as if it hung.
    /// </summary>
    public static bool TryWrite(string path, ReadOnlySpan<byte> text) =>
        (Held is null && SmallFile.TryReplace(path, text)) || TryOverwrite(path, text);

    /// <summary>Removes the file if it is a regular file of this user; empties it if it cannot be removed.</summary>
    public static void Remove(string path, uint? user = null)
    {
        if (Held is not null || !PidFile.TryRemoveStale(path, user))
        {
            TryOverwrite(path, []);
        }
    }

    /// <summary>
    /// Reads what the daemon of <paramref name="record"/> has written; null if the file does not exist or is not trusted.
    /// </summary>
    public static StatusText? TryRead(string path, LockRecord record) =>
        TryRead(path, owner => ProcessTable.TryReadOwner(record.Pid) == owner) is { } status && status.Pid == record.Pid
            && status.StartTime == record.StartTime ? status : null;

    /// <summary>Reads what the last daemon, which no longer runs, has written; null if the file does not exist or is not trusted.</summary>
    /// <param name="path">The path of the status file.</param>
    /// <param name="user">A user whose file is trusted, in addition to the caller's and root's; null for none.</param>
    /// <param name="last">The record in the lock file: a text of any other run is older and does not count. Null if the record has been
    /// cleared.</param>
    public static StatusText? TryReadLast(string path, uint? user, LockRecord? last) =>
        TryRead(path, owner => owner == ThisProcess.UserId || owner == user) is { } text && (last is not { } record || IsOf(text, record))
            ? text
            : null;

    /// <summary>Records how a daemon ended that could not record it itself. The caller has ended the daemon and holds its lock.</summary>
    public static void TellEnd(string path, LockRecord record, uint? user, DaemonExit exit)
    {
        if (TryReadLast(path, user, record) is { Exit: null } last)
        {
            // In place: the file keeps its owner.
            TryOverwrite(path, (last with { Exit = exit, Next = null, Due = null }).Format());
        }
    }

    /// <summary>
    /// Records how the last daemon ended and what happens next, in place of the daemon's own text. Called by its watcher, which holds the
    /// lock.
    /// </summary>
    /// <param name="instance">The instance that the watcher restarts.</param>
    /// <param name="restarts">The number of the restart that began the last run. If the text has another number, it is of an earlier run: a
    /// daemon that was never ready has written nothing.</param>
    /// <param name="exit">How the last daemon ended.</param>
    public static void TellEndOfLast(DaemonInstance instance, int restarts, DaemonExit exit)
    {
        var path = PathOf(instance.PidFile);
        var last = TryReadLast(path, instance.FileOwner, last: null);
        var text =
            last?.Restarts == restarts
                ? last with { Exit = exit, Next = null, Due = null }
                : StatusText.OfStart(instance, record: null, exit) with { Restarts = restarts };
        _ = TryOverwrite(path, text.Format());
    }

    /// <summary>
    /// Records why a start has failed; otherwise the end of the previous run would be taken for it. Called by the command, which holds the
    /// lock.
    /// </summary>
    /// <param name="instance">The instance that did not start.</param>
    /// <param name="record">The record in the lock file; null if the daemon failed before it wrote one.</param>
    /// <param name="exit">Why the start failed.</param>
    public static void TellFailedStart(DaemonInstance instance, LockRecord? record, DaemonExit exit)
    {
        var path = PathOf(instance.PidFile);
        var text = StatusText.OfStart(instance, record, exit).Format();

        // On a full disk no file is written, and the end stays unknown.
        _ = instance.FileOwner is null ? TryWrite(path, text) : TryOverwrite(path, text);
    }

    /// <summary>
    /// Whether a text is of the run in the lock record, or, if the record is a watcher's, of the run whose end it records.
    /// </summary>
    private static bool IsOf(StatusText text, LockRecord record) => record.Wait is { } wait
        ? text.Restarts == wait.Restart - 1
        : text.Pid == record.Pid && text.StartTime == record.StartTime;

    private static StatusText? TryRead(string path, Predicate<uint> isTrusted)
    {
        using var file = SmallFile.TryOpen(path, out _);
        if (file?.TryGetStat(out var facts) != true || !facts.IsRegular || facts.Size is 0 or > StatusLimits.MaxLength
            || (facts.Owner != 0 && !isTrusted(facts.Owner)))
        {
            return null;
        }

        var text = new byte[facts.Size];
        var length = file.Read(text, out _);

        // The pulse after the text: it may be newer than the text, and never older.
        return length != text.Length || StatusText.Parse(text) is not { } status ? null
            : status.History ? status.With(HistoryReader.TryReadPulse(HistoryOf(path), isTrusted))
            : status;
    }

    /// <summary>Gets the path of the history file next to a status file.</summary>
    private static string HistoryOf(string path) => HistoryFile.PathOf(path[..^StatusFileEnd.Length]);

    /// <summary>Overwrites the existing file. A reader can then see half of it, which is not valid JSON and is ignored.</summary>
    private static bool TryOverwrite(string path, ReadOnlySpan<byte> text)
    {
        using var opened = Held is null ? SmallFile.TryOpenToWrite(path) : null;
        return (Held ?? opened)?.TryOverwrite(text) == true;
    }
}
