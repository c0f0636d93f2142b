using System.Text;

namespace Daemonize.Options;

/// <summary>Somebody's text within a message of ours, which is one line whatever the text holds.</summary>
internal static class OneLine
{
    /// <summary>More than a line of a terminal, for what programs read.</summary>
    public const int Long = 1000;

    /// <summary>About a line of a terminal.</summary>
    public const int Short = 120;

    public static string From(string text, int maxLength = Short) => text.Length > maxLength ? Whole(text[..maxLength]) + "…" : Whole(text);

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
    public static string Shorten(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, length / 2), "…", text.AsSpan(text.Length - ((length - 1) / 2)));
}
