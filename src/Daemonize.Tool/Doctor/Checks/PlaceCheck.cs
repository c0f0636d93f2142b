using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the directories of the running files and of the cards are there, with the right owner and with space.</summary>
internal static class PlaceCheck
{
    /// <summary>Room for a history, a status and some lines: with less, the next start has no history.</summary>
    private const long LeastSpace = 1 << 20;

    private const ulong LeastInodes = 16;

    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.Seen.PidFile is not { } pidFile)
        {
            return CheckResult.NotKnown("it is a service that does not run, whose directory its manager creates");
        }

        var runtime = PathText.DirectoryOf(pidFile);
        return LookAtRuntime(daemon, runtime)
            ?? (daemon.IsOfAnotherUser ? null : LookAtCards())
            ?? CheckResult.PassedAs(runtime);
    }

    /// <summary>Judges how full a file system is; null if there is room.</summary>
    /// <param name="directory">The directory in the file system.</param>
    /// <param name="bytes">The free bytes for this user.</param>
    /// <param name="inodes">The free inodes, and how many there are; 0 of 0 where the file system does not count them.</param>
    /// <param name="isReadOnly">Whether nothing can be written.</param>
    public static CheckResult? FindLack(string directory, long bytes, (ulong Free, ulong All) inodes, bool isReadOnly)
    {
        if (isReadOnly)
        {
            return CheckResult.Found($"{directory} is on a read-only file system", $"mount it read-write, or {Elsewhere}", directory);
        }

        return bytes < LeastSpace
            ? CheckResult.Found(
                $"{directory} is full: {bytes >> 10} KB are free", $"make room: df {directory}; or {Elsewhere}", directory)
            : inodes.All > 0 && inodes.Free < LeastInodes
            ? CheckResult.Found(
                $"{directory} has no room for more files: {inodes.Free} of {inodes.All} inodes are free",
                $"remove files: df -i {directory}; or {Elsewhere}", directory)
            : null;
    }

    private const string Elsewhere = "choose another directory with PidFile";

    private static CheckResult? LookAtRuntime(ExaminedDaemon daemon, string directory)
    {
        if (!FileStat.TryRead(directory, out var facts, out var error))
        {
            return error.IsNotFound && daemon.Process is null
                ? CheckResult.PassedAs($"{directory} does not exist: the next start creates it, if it is the usual one")
                : CheckResult.Found(
                    $"its runtime directory {directory} {(error.IsNotFound ? "is gone" : $"cannot be read ({error.Message})")}: " +
                    "no other command finds the daemon",
                    $"restart it: daemonize restart {daemon.Seen.FullName}", directory);
        }

        // Root's daemon may keep its files in a directory of the user that it runs as.
        return !facts.IsDirectory || (facts.Owner != 0 && facts.Owner != daemon.Seen.Owner.UserId && facts.Owner != daemon.UserId)
            ? CheckResult.Found(
                $"its runtime directory {directory} belongs to {ProcessTable.UserName(facts.Owner)}, who can replace its files",
                "choose a directory that belongs to its user, with PidFile", directory)
            : LookAtSpace(directory);
    }

    private static CheckResult? LookAtCards()
    {
        if (Directories.CardDirectory is not { } directory || !FileStat.TryRead(directory, out var facts, out _))
        {
            // Without a card the daemon is not found after a reboot; but where none are wanted, none are missing.
            return null;
        }

        return facts.Owner != ThisProcess.UserId
            ? CheckResult.Found(
                $"the card directory {directory} belongs to {ProcessTable.UserName(facts.Owner)}: no card is written there",
                $"chown it: chown -R {ThisProcess.UserId} {directory}", directory)
            : LookAtSpace(directory);
    }

    private static unsafe CheckResult? LookAtSpace(string directory)
    {
        Libc.statfs_t facts;
        return Libc.statfs(directory, &facts) != 0
            ? CheckResult.NotKnown($"cannot read the file system of {directory}: {SystemError.Last.Message}")
            : FindLack(
                directory, (long)Math.Min(facts.f_bavail, long.MaxValue / (ulong)facts.f_bsize) * facts.f_bsize,
                (facts.f_ffree, facts.f_files), (facts.f_flags & Libc.ST_RDONLY) != 0);
    }
}
