using Daemonize.Platform;

namespace Daemonize.History;

/// <summary>
/// The file next to the pid file with the past of a daemon: <c>news.history</c>. It has a fixed size, which is allocated at once, so a full
/// disk cannot end it later; and it is written with pwrite(2), because a write to a mapped file that was truncated would end the daemon
/// with SIGBUS. It is kept across runs, like the lock file.
/// </summary>
internal static partial class HistoryFile
{
    private const string PidFileEnd = ".pid";

    /// <summary>The file, opened while its path could still be reached.</summary>
    private static SmallFile? Held { get; set; }

    /// <summary>Gets the path: <c>news.history</c> next to <c>news.pid</c>.</summary>
    public static string PathOf(string pidFile) =>
        (pidFile.EndsWith(PidFileEnd, StringComparison.Ordinal) ? pidFile[..^PidFileEnd.Length] : pidFile) + ".history";

    /// <summary>Whether the file was opened before chroot(2): its path can no longer be reached.</summary>
    public static bool IsHeld => Held is not null;

    /// <summary>
    /// Opens the file of this user to write to it, and begins a new one in place of anything that this version may not write to: another
    /// version, another size, another owner, a link. Null with the reason if that fails.
    /// </summary>
    /// <param name="path">The path of the history file.</param>
    /// <param name="now">The time at which a new file begins.</param>
    /// <param name="hasShards">Whether the records have shards.</param>
    /// <param name="error">The error of the system if it failed.</param>
    public static SmallFile? TryOpen(string path, DateTimeOffset now, bool hasShards, out SystemError error)
    {
        error = default;
        if (Held is { } held)
        {
            return CanContinue(held, owner: null, hasShards) || Begin(held, now, hasShards, out error) ? held : null;
        }

        return TryContinue(path, ThisProcess.UserId, hasShards) ?? TryCreate(path, now, hasShards, out error);
    }

    /// <summary>Gets the size of a whole file.</summary>
    public static int SizeOf(bool hasShards) => HistoryHeader.Of(DateTimeOffset.UnixEpoch, hasShards).FileSize;

    /// <summary>Opens a file that this version continues; null if there is none of this user.</summary>
    private static SmallFile? TryContinue(string path, uint user, bool hasShards)
    {
        var file = SmallFile.TryOpenToUpdate(path);
        if (file is not null && !CanContinue(file, user, hasShards))
        {
            file.Dispose();
            return null;
        }

        return file;
    }

    private static bool CanContinue(SmallFile file, uint? owner, bool hasShards)
    {
        Span<byte> header = stackalloc byte[HistoryHeader.Size];
        return file.TryGetStat(out var facts) && facts.IsRegular && facts.Size == SizeOf(hasShards)
            && (owner is null || facts.Owner == owner) && file.ReadAt(header, 0) == header.Length
            && HistoryHeader.Read(header)?.IsOfThisVersion(hasShards) == true;
    }

    private static SmallFile? TryCreate(string path, DateTimeOffset now, bool hasShards, out SystemError error)
    {
        var temporary = path + ".new";
        var file = SmallFile.TryCreate(temporary, out error);
        if (file is null)
        {
            return null;
        }

        if (Begin(file, now, hasShards, out error) && SmallFile.TryRename(temporary, path, out error))
        {
            return file;
        }

        file.Dispose();
        _ = SmallFile.TryRemove(temporary);
        return null;
    }

    /// <summary>Writes a file without records, whole: each of its blocks is allocated, or there is no file.</summary>
    private static bool Begin(SmallFile file, DateTimeOffset now, bool hasShards, out SystemError error)
    {
        var header = HistoryHeader.Of(now, hasShards);

        // A page at a time: an array of this size would stay in the heap of large objects.
        Span<byte> page = stackalloc byte[HistoryFormat.Records];
        page.Clear();
        for (var offset = HistoryFormat.Records; offset < header.FileSize; offset += page.Length)
        {
            if (!file.TryWriteAt(page[..Math.Min(page.Length, header.FileSize - offset)], offset, out error))
            {
                return false;
            }
        }

        // Last: without it, nobody takes the file for a history.
        header.Write(page);
        return file.TryWriteAt(page, 0, out error);
    }
}
