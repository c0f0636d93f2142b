using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Launch;

/// <summary>
/// Prepares the files of a daemon that root starts and that runs as another user: root creates them where that user cannot, and gives them
/// to the user.
/// </summary>
internal static class FileOwnership
{
    /// <summary>Creates the pid file, the status file and the history.</summary>
    public static void Prepare(DaemonInstance instance)
    {
        if (instance.FileOwner is { } user)
        {
            OwnedFile.OpenOrCreate(instance.PidFile, Libc.O_WRONLY, user).Dispose();
            StatusFile.Prepare(StatusFile.PathOf(instance.PidFile), user);
            if (instance.Settings.History)
            {
                HistoryFile.Prepare(
                    HistoryFile.PathOf(instance.PidFile), user, DateTimeOffset.UtcNow, instance.Settings.Shards > 0);
            }
        }
    }

    /// <summary>Gives the logs that <c>start</c> has opened to the user.</summary>
    public static void GiveLogs(DaemonInstance instance, DaemonStreams streams)
    {
        if (instance.FileOwner is { } user)
        {
            Give(streams.Output, instance.LogFile, user);
            Give(streams.Error, instance.ErrorFile, user);
        }
    }

    /// <summary>
    /// Gives a log to the user, but only a regular file of root with one name. A device, FIFO or socket keeps its owner, and a file with
    /// several names may be used by others.
    /// </summary>
    private static void Give(LogHandle log, string path, uint user)
    {
        if (FileStat.TryRead(log.Number, out var facts, out _) && facts.IsRegular && facts.Owner == 0 && facts.Links == 1)
        {
            log.Give(path, user);
        }
    }
}
