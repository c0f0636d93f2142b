using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>The history of a daemon of this machine.</summary>
internal static class SeenHistory
{
    /// <summary>Gets the path of the file; null if the daemon has no pid file.</summary>
    public static string? PathOf(SeenDaemon daemon) => daemon.PidFile is { } pidFile ? HistoryFile.PathOf(pidFile) : null;

    /// <summary>Reads the history; null if there is none that can be read.</summary>
    public static DaemonHistory? TryRead(SeenDaemon daemon, DateTimeOffset now)
    {
        if (PathOf(daemon) is not { } file)
        {
            return null;
        }

        var lockFile = InstanceFiles.LockOf(daemon.PidFile!);
        uint? owner = FileStat.TryReadLink(lockFile, out var facts, out _) ? facts.Owner : null;
        return HistoryLookup.TryRead(
            daemon.FullName, file, LockProbe.Find(lockFile), user => user == ThisProcess.UserId || user == owner, now);
    }

    /// <summary>Reads the last ticks and other events.</summary>
    public static List<HistoryEntry> ReadEnd(SeenDaemon daemon, int count, DateTimeOffset now) =>
        TryRead(daemon, now)?.Overview.EntriesSince(null, count) ?? [];
}
