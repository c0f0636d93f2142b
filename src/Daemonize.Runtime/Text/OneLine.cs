using System.Text;

namespace Daemonize.Text;

/// <summary>Formats a foreign text for a message: always one line, whatever it contains.</summary>
internal static class OneLine
{
    /// <summary>A length in characters for texts that programs read: more than a terminal line.</summary>
    public const int Long = 1000;

    /// <summary>A length in characters for texts that people read: about a terminal line.</summary>
    public const int Short = 120;

    private const char Ellipsis = '…';

    public static string From(string text, int maxLength = Short) => Whole(Cut(text, maxLength));

    /// <summary>
    /// Gives the first <paramref name="maxLength"/> characters and an ellipsis, or the whole text if it is no longer. Never cuts a
    /// surrogate pair; cutting the result again does not change it.
    /// </summary>
    public static string Cut(string text, int maxLength) =>
        text.Length <= maxLength || (text.Length == maxLength + 1 && text[^1] == Ellipsis)
            ? text
            : string.Concat(text.AsSpan(0, WholeCharacters(text, maxLength)), [Ellipsis]);

    /// <summary>Gives the whole text in one line: the important part may follow a long path.</summary>
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

    /// <summary>Replaces the middle with an ellipsis if the text is longer than <paramref name="length"/>.</summary>
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

    /// <summary>Gets <paramref name="length"/>, less one if a cut there would split a surrogate pair.</summary>
    private static int WholeCharacters(string text, int length) => SplitsPair(text, length) ? length - 1 : length;

    private static bool SplitsPair(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);
}
