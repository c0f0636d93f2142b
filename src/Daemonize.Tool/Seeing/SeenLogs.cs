using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Tool.Seeing;

/// <summary>The log files of a daemon.</summary>
internal static class SeenLogs
{
    /// <summary>Finds the log files of a daemon: as its last run has written, otherwise as its card says.</summary>
    /// <param name="daemon">The daemon whose logs they are.</param>
    /// <param name="trusted">The user whose word counts for root too, if the caller opens the files with the rights of that user.</param>
    public static List<string> Find(SeenDaemon daemon, uint? trusted = null)
    {
        var last = daemon.PidFile is { } pidFile ? ReadLast(pidFile, trusted) : null;
        var card = daemon.Card?.Card;
        var log = last?.LogFile ?? card?.LogFile;
        var error = last is null ? card?.ErrorFile : last.ErrorFile;
        List<string> logs = [log ?? "", error is null || error == log ? "" : error];
        logs.RemoveAll(static path => path is not ['/', ..] || !LogTarget.IsFile(path) || LogTarget.FindStream(path) is not null);
        return logs;
    }

    /// <summary>Reads the last lines of the log, or why there are none.</summary>
    public static List<string> ReadEnd(SeenDaemon daemon)
    {
        try
        {
            return Find(daemon) is [var path, ..] ? LogEnd.Read(path) : [Explain(daemon).Message];
        }
        catch (DaemonException exception)
        {
            return [exception.Message];
        }
    }

    /// <summary>Explains why a daemon has no log to open.</summary>
    public static DaemonException Explain(SeenDaemon daemon) =>
        daemon.Owner.UserId != ThisProcess.UserId ? Refuse(daemon) : ExplainMissing(daemon);

    /// <summary>Explains why no log file of a daemon is known.</summary>
    public static DaemonException ExplainMissing(SeenDaemon daemon) => daemon.Remote is { } remote
        ? new($"its log is on another machine: 'ssh {remote.Host} daemonize logs {daemon.Program}/{daemon.Name}' shows it")
        : new(
            $"{daemon.FullName} has no log file; " +
            (daemon.Command.Length > 0
                ? $"'{string.Join(' ', daemon.Command)} logs {daemon.Name}' shows its log or says where it is"
                : "its own program says where its log is"));

    /// <summary>Reads what the last run has written. For root only root's word counts: a user could name any file, or a pipe.</summary>
    private static StatusText? ReadLast(string pidFile, uint? trusted)
    {
        var lockFile = InstanceFiles.LockOf(pidFile);
        var owner = !ThisProcess.IsRoot && FileStat.TryReadLink(lockFile, out var facts, out _) ? facts.Owner : trusted;
        return StatusFile.TryReadLast(StatusFile.PathOf(pidFile), owner, LockProbe.Find(lockFile).Record);
    }

    private static DaemonException Refuse(SeenDaemon daemon)
    {
        var user = OneLine.From(ProcessTable.UserName(daemon.Owner.UserId));
        return new DaemonException(
            $"root does not read a file that another user names; 'sudo -u {user} daemonize logs {daemon.FullName}' shows the log",
            DaemonExitCode.NoPermission);
    }
}
