using Daemonize.History;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Who else can read or write the files of the daemon, or replace them by a directory on the way.</summary>
internal static class FileModeCheck
{
    private const int Sticky = 0b001_000_000_000;
    private const int WriteByGroup = 0b000_010_000;
    private const int WriteByOthers = 0b000_000_010;
    private const int ReadByOthers = 0b000_000_100;

    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.Seen.PidFile is not { } pidFile)
        {
            return CheckResult.NotKnown("it is a service that does not run, and has no files");
        }

        uint[] owners = [0, daemon.Seen.Owner.UserId, daemon.UserId ?? daemon.Seen.Owner.UserId];
        List<(string Path, bool IsPrivate)> files =
        [
            (pidFile, false), (InstanceFiles.LockOf(pidFile), false),
            (StatusFile.PathOf(pidFile), true), (HistoryFile.PathOf(pidFile), true),
        ];

        // Where the log of another user's daemon is only that user says.
        files.AddRange(daemon.IsOfAnotherUser ? [] : daemon.FindLogs().ConvertAll(static log => (log, true)));
        if (daemon.Seen.Card is { } card)
        {
            files.Add((card.File, true));
        }

        foreach (var (path, isPrivate) in files)
        {
            if ((FindOpenFile(path, isPrivate, owners) ?? FindOpenDirectory(path, owners)) is { } found)
            {
                return found;
            }
        }

        return daemon.IsOfAnotherUser
            ? CheckResult.NotKnown("its log is not known to root: only its own user says where it is; the other files are right")
            : CheckResult.PassedAs($"{files.Count} files");
    }

    /// <summary>Judges a file; null if it is right, or not there.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="isPrivate">Whether others must not read it.</param>
    /// <param name="owners">The users that it may belong to.</param>
    public static CheckResult? FindOpenFile(string path, bool isPrivate, uint[] owners)
    {
        if (!FileStat.TryReadLink(path, out var facts, out _) || facts.IsSymbolicLink)
        {
            return null;
        }

        var evidence = $"{path} has mode {Mode(facts)} and owner {facts.Owner}";
        return Array.IndexOf(owners, facts.Owner) < 0
            ? CheckResult.Found(
                $"{path} belongs to {ProcessTable.UserName(facts.Owner)}",
                $"remove it, or give it back: chown {owners[1]} {path}", evidence)
            : facts.IsRegular && FindWriters(facts) is var (writers, severity)
            ? CheckResult.Found($"{writers} can write {path}", $"chmod go-w {path}", evidence, severity)
            : isPrivate && facts.IsRegular && (facts.Permissions & ReadByOthers) != 0
            ? CheckResult.Found($"everybody can read {path}", $"chmod o-r {path}", evidence)
            : null;
    }

    /// <summary>Finds a directory on the way in which somebody else can replace what is in it; null for none.</summary>
    public static CheckResult? FindOpenDirectory(string path, uint[] owners)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            var directory = path[..end];
            if (!FileStat.TryRead(directory, out var facts, out _))
            {
                continue;
            }

            var evidence = $"{directory} has mode {Mode(facts)} and owner {facts.Owner}";
            if (Array.IndexOf(owners, facts.Owner) < 0)
            {
                return CheckResult.Found(
                    $"{directory} belongs to {ProcessTable.UserName(facts.Owner)}, who can replace {path}",
                    "choose another directory with PidFile or LogFile", evidence);
            }

            if ((facts.Permissions & Sticky) == 0 && FindWriters(facts) is var (writers, severity))
            {
                return CheckResult.Found(
                    $"{writers} can write to {directory}, and replace {path}", $"chmod go-w {directory}", evidence, severity);
            }
        }

        return null;
    }

    /// <summary>
    /// Gets who else may write, and how bad that is; null for nobody. The group of root, and that of which only the owner is a member, as
    /// user private groups are, are nobody else.
    /// </summary>
    private static (string Writers, Severity Severity)? FindWriters(in FileStat facts) =>
        (facts.Permissions & WriteByOthers) != 0 ? ("others", Severity.Mistake)
        : (facts.Permissions & WriteByGroup) != 0 && facts.Group != 0 && facts.Group != facts.Owner
            ? ($"the members of group {facts.Group}", Severity.Warning)
        : null;

    private static string Mode(in FileStat facts) => Convert.ToString(facts.Permissions, 8).PadLeft(4, '0');
}
