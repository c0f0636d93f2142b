using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Removes the card of a daemon of which nothing has been left for 30 days. The first look that finds nothing writes an empty file next to
/// the card, whose time says since when.
/// </summary>
internal static class CardExpiry
{
    public const string MarkSuffix = ".gone";

    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Whether the card is removed now. The daemon does not run, and is not installed.</summary>
    public static bool Check(FoundCard found, DateTimeOffset now)
    {
        var mark = found.File + MarkSuffix;
        if (IsAnythingLeft(found))
        {
            _ = !File.Exists(mark) || SmallFile.TryRemove(mark);
            return false;
        }

        if (!File.Exists(mark))
        {
            _ = SmallFile.TryReplace(mark, []);
            return false;
        }

        return now - File.GetLastWriteTimeUtc(mark) >= Kept && SmallFile.TryRemove(found.File) && SmallFile.TryRemove(mark);
    }

    private static bool IsAnythingLeft(FoundCard found)
    {
        var card = found.Card;
        string?[] files =
        [
            card.PidFile, InstanceFiles.LockOf(card.PidFile!), StatusFile.PathOf(card.PidFile!), History.HistoryFile.PathOf(card.PidFile!),
            card.LogFile, card.ErrorFile,
        ];
        return found.FindMissing() is null || Array.Exists(files, File.Exists);
    }
}
