using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <content>What root does with the file before it gives up its rights.</content>
internal static partial class StatusFile
{
    private const uint Private = 0b110_000_000;

    /// <summary>
    /// Creates an empty file for the user that root's daemon runs as, who may lack the right to create it. An existing file keeps its last
    /// exit report.
    /// </summary>
    public static void Prepare(string path, uint user)
    {
        var isThere =
            FileStat.TryReadLink(path, out var facts, out _) && facts.IsRegular && facts.Owner == user && facts.Links == 1
                && facts.Permissions == Private;
        if (!isThere)
        {
            using var file = SmallFile.TryCreate(path);
            file?.Give(path, user);
        }
    }

    /// <summary>
    /// Opens the file for use after chroot(2), when its path cannot be reached. It stays open as long as the process lives.
    /// </summary>
    public static void Hold(string path) =>
        Held = (SmallFile.TryOpenToWrite(path) ?? SmallFile.TryCreate(path))?.MoveOutOfTheWay();
}
