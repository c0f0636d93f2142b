using Daemonize.Platform;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>
/// The logs of a daemon as the page shows them. For root also those of other users' daemons: they name any file, so root opens them with
/// the rights of that user, and reads only what belongs to the user.
/// </summary>
internal static class DaemonLog
{
    /// <summary>Finds the log files of a daemon.</summary>
    public static List<string> Find(SeenDaemon daemon) => SeenLogs.Find(daemon, FindOther(daemon)?.UserId);

    /// <summary>Opens a log that was found. Throws if it cannot be read.</summary>
    public static LogText Open(SeenDaemon daemon, string path) => FindOther(daemon) is { } owner
        ? OwnerRights.Run(owner, () => LogText.Open(path, owner.UserId))
        : LogText.Open(path);

    /// <summary>Explains why a daemon has no log.</summary>
    public static string ExplainMissing(SeenDaemon daemon) => SeenLogs.ExplainMissing(daemon).Message;

    /// <summary>Gets the user of the daemon if root looks at that of another user; null otherwise.</summary>
    private static ProcessOwner? FindOther(SeenDaemon daemon) =>
        ThisProcess.IsRoot && daemon.Owner.UserId != ThisProcess.UserId ? daemon.Owner : null;
}
