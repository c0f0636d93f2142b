using Daemonize.Places;
using Daemonize.Reporting;

namespace Daemonize.Tool.Seeing;

/// <summary>Finds the cards of this user's daemons, of all programs.</summary>
internal static class Cards
{
    /// <summary>Finds the cards. What is not a card, or not one to trust, is left out.</summary>
    public static List<FoundCard> FindAll()
    {
        List<FoundCard> cards = [];
        try
        {
            foreach (var file in Directories.CardDirectory is { } directory ? Directory.EnumerateFiles(directory, "*.json") : [])
            {
                if (CardFile.TryRead(file) is { Version: DaemonCard.CurrentVersion, PidFile: ['/', ..], Command: [['/', ..], ..] } card)
                {
                    cards.Add(new FoundCard(file, card));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the directory there are no cards; one that cannot be read has none for this user.
        }

        return cards;
    }
}

/// <summary>A card and the file that it is in.</summary>
/// <param name="File">The path of the card's file.</param>
/// <param name="Card">What the file has.</param>
internal sealed record FoundCard(string File, DaemonCard Card)
{
    /// <summary>The name of the daemon, with the number of the instance.</summary>
    public string Name => Card.Instance is { } number ? $"{Card.Daemon}:{number}" : Card.Daemon;

    /// <summary>Gets a file of the command that is gone; null if the program is there.</summary>
    public string? FindMissing() =>
        Array.Find(Card.Command, static word => word is ['/', ..] && !System.IO.File.Exists(word));
}
