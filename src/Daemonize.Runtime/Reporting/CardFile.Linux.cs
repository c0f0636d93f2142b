using Daemonize.Identity;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <content>Writing a card, once for each start in the background.</content>
internal static partial class CardFile
{
    /// <summary>
    /// Writes the card of the daemon that this process is, unless the command writes it. Called when the daemon has reported that it is
    /// ready, so no start waits for it.
    /// </summary>
    public static void WriteOwn(DaemonInstance instance)
    {
        if (!IsWrittenByCommand(instance))
        {
            _ = TryWrite(instance);
        }
    }

    /// <summary>
    /// Writes the card of a daemon that this process has started, if the daemon cannot: it runs as another user, whose card would not be
    /// found by root, or in a root directory, where there is no place for it.
    /// </summary>
    public static void WriteStarted(DaemonInstance instance)
    {
        if (IsWrittenByCommand(instance))
        {
            _ = TryWrite(instance);
        }
    }

    private static bool IsWrittenByCommand(DaemonInstance instance) =>
        instance.FileOwner is not null || instance.Settings.RootDirectory is not null;

    /// <summary>
    /// Replaces the card. Returns false on failure, which is not reported: a home that is read-only or full is common, and the card is only
    /// a hint for other programs.
    /// </summary>
    private static bool TryWrite(DaemonInstance instance)
    {
        try
        {
            if (Directories.CardDirectory is not { } directory)
            {
                return false;
            }

            var path = PathOf(directory, instance.Program.Name, instance.Definition.Name, instance.PidFile);
            return DaemonCard.Of(instance, DateTimeOffset.UtcNow).Format() is { } text
                && (SmallFile.TryReplace(path, text)
                    || (PlatformDirectories.TryCreatePrivate(directory) && SmallFile.TryReplace(path, text)));
        }
        catch (DaemonException)
        {
            // A user database that does not answer, a user that has been removed, no /proc.
            return false;
        }
    }
}
