using System.Text;

namespace Daemonize.Options;

/// <summary>Somebody's text within a message of ours, which is one line whatever the text holds.</summary>
internal static class OneLine
{
    /// <summary>More than a line of a terminal, for what programs read.</summary>
    public const int Long = 1000;

    /// <summary>About a line of a terminal.</summary>
    public const int Short = 120;

    private const char Ellipsis = '…';

    public static string From(string text, int maxLength = Short) => Whole(Cut(text, maxLength));

    /// <summary>
    /// The first <paramref name="maxLength"/> characters and an ellipsis, or all of a text that is no longer. Never half of a surrogate pair, and the same again
    /// where it is cut twice.
    /// </summary>
    public static string Cut(string text, int maxLength) =>
        text.Length <= maxLength || (text.Length == maxLength + 1 && text[^1] == Ellipsis) ? text : string.Concat(text.AsSpan(0, WholeCharacters(text, maxLength)), [Ellipsis]);

    /// <summary>All of it: what a message says behind a long path is what matters.</summary>
    public static string Whole(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            // Escape sequences would act on the terminal.
            line.Append(char.IsControl(character) ? '?' : character);
        }

        return line.ToString();
    }

    /// <summary>Without its middle where it is longer than <paramref name="length"/>.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = text.Length - ((length - 1) / 2);
        return string.Concat(
            text.AsSpan(0, WholeCharacters(text, length / 2)), [Ellipsis], text.AsSpan(SplitsPair(text, end) ? end + 1 : end));
    }

    /// <summary>How many of the first <paramref name="length"/> characters are whole code points.</summary>
    private static int WholeCharacters(string text, int length) => SplitsPair(text, length) ? length - 1 : length;

    private static bool SplitsPair(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);
}
