using System.Text;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <summary>
/// The files of cards, one for each daemon of a user, named after the program, the daemon and the pid file. A reader may call the command
/// in a card, so only a file of this user or of root counts.
/// </summary>
internal static partial class CardFile
{
    private const string Suffix = ".json";

    /// <summary>The length of a name in a file name, in characters. The hash tells longer names apart.</summary>
    private const int LongestName = 100;

    /// <summary>Gets the path of the card of a daemon.</summary>
    /// <param name="directory">The directory of the cards, without a slash at its end.</param>
    /// <param name="program">The name that the program gives itself.</param>
    /// <param name="daemon">The name of the daemon, without the number of an instance.</param>
    /// <param name="pidFile">The absolute path of the pid file.</param>
    public static string PathOf(string directory, string program, string daemon, string pidFile) =>
        $"{directory}/{Keep(program)}.{Keep(daemon)}.{IdOf(pidFile)}{Suffix}";

    /// <summary>
    /// Gets the number that stands for the path of a pid file: FNV-1a of its UTF-8 bytes in 64 bits. Not a cryptographic hash: those of
    /// .NET load a library of megabytes, and only this user's own paths could collide.
    /// </summary>
    public static string IdOf(string pidFile)
    {
        var hash = 14695981039346656037;
        foreach (var one in Encoding.UTF8.GetBytes(pidFile))
        {
            hash = unchecked((hash ^ one) * 1099511628211);
        }

        return hash.ToString("x16", InvariantNumbers.Format);
    }

    /// <summary>Finds the cards of a program, sorted by the names of their files. What is not a card is left out.</summary>
    public static List<DaemonCard> FindAll(string program)
    {
        List<DaemonCard> cards = [];
        foreach (var path in ListFiles(Keep(program)))
        {
            if (TryRead(path) is { } card && card.Program == program)
            {
                cards.Add(card);
            }
        }

        return cards;
    }

    /// <summary>Reads a card; null if the file does not exist, is not trusted or is not a card.</summary>
    public static DaemonCard? TryRead(string path)
    {
        using var file = SmallFile.TryOpen(path, out _);
        if (file?.TryGetStat(out var facts) != true || !facts.IsRegular || facts.IsShared
            || facts.Size is 0 or > CardLimits.MaxLength || (facts.Owner != 0 && facts.Owner != ThisProcess.UserId))
        {
            return null;
        }

        var text = new byte[facts.Size];
        return file.Read(text, out _) == text.Length ? DaemonCard.Parse(text) : null;
    }

    private static List<string> ListFiles(string program)
    {
        if (Directories.CardDirectory is not { } directory)
        {
            return [];
        }

        try
        {
            List<string> files = [.. Directory.EnumerateFiles(directory, $"{program}.*{Suffix}")];
            files.Sort(StringComparer.Ordinal);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the directory there are no cards; one that cannot be read has none for this user.
            return [];
        }
    }

    /// <summary>Gets a name in characters that have no meaning in a path or a pattern.</summary>
    private static string Keep(string name)
    {
        var kept = name.ToCharArray(0, Math.Min(name.Length, LongestName));
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = char.IsAsciiLetterOrDigit(kept[i]) || kept[i] is '_' or '-' || (kept[i] == '.' && i > 0) ? kept[i] : '_';
        }

        return new string(kept);
    }
}
