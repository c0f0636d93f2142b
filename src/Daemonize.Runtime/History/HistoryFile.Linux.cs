namespace Daemonize.History;

/// <content>What root does with the file before it gives up its rights.</content>
internal static partial class HistoryFile
{
    /// <summary>Creates the file for the user that root's daemon runs as, who may lack the right to create it.</summary>
    /// <param name="path">The path of the history file.</param>
    /// <param name="user">The user that the daemon will run as, who owns the file.</param>
    /// <param name="now">The time at which a new file begins.</param>
    /// <param name="hasShards">Whether the records have shards.</param>
    public static void Prepare(string path, uint user, DateTimeOffset now, bool hasShards)
    {
        if (TryContinue(path, user, hasShards) is { } found)
        {
            found.Dispose();
        }
        else
        {
            using var file = TryCreate(path, now, hasShards, out _);
            file?.Give(path, user);
        }
    }

    /// <summary>
    /// Opens the file for use after chroot(2), when its path cannot be reached. It stays open as long as the process lives.
    /// </summary>
    /// <param name="path">The path of the history file.</param>
    /// <param name="user">The user that the daemon will run as, who owns the file.</param>
    /// <param name="now">The time at which a new file begins.</param>
    /// <param name="hasShards">Whether the records have shards.</param>
    public static void Hold(string path, uint user, DateTimeOffset now, bool hasShards) =>
        Held = (TryContinue(path, user, hasShards) ?? TryCreate(path, now, hasShards, out _))?.MoveOutOfTheWay();
}
