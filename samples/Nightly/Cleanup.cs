using Daemonize;
using Microsoft.Extensions.Logging;

namespace Nightly;

/// <summary>A nightly job, as cron runs them.</summary>
internal static class Cleanup
{
    /// <summary>Removes the old files of a directory, every night at half past two.</summary>
    /// <param name="directory">-d, The directory; what is in directories below it stays.</param>
    /// <param name="daemon">Tells which night it is.</param>
    /// <param name="logger">Writes to the daemon's log.</param>
    /// <param name="stopping">Is cancelled when the daemon is to stop, and after ten minutes.</param>
    /// <param name="days">How many days a file is kept after it was last written.</param>
    /// <param name="pattern">Which files, such as *.log.</param>
    [Daemon(Cron = "30 2 * * *", TimeZone = "Europe/Berlin", Missed = MissedPolicy.Once, OnFailure = FailureAction.Retry,
        RetryDelay = "10s", TickTimeout = "10m")]
    internal static void Sweep(
        DirectoryInfo directory, DaemonContext daemon, ILogger logger, CancellationToken stopping, ushort days = 30, string pattern = "*")
    {
        // The time of the slot, not of the clock: a night that is made up for later removes the files that it would have removed on time.
        var oldest = daemon.ScheduledAt.UtcDateTime.AddDays(-days);
        var removed = 0;
        foreach (var file in directory.EnumerateFiles(pattern).Where(file => file.LastWriteTimeUtc < oldest))
        {
            stopping.ThrowIfCancellationRequested();
            file.Delete();
            removed++;
        }

        logger.LogInformation("removed {Count} files of {Directory} last written before {Oldest:O}", removed, directory.FullName, oldest);
    }
}
