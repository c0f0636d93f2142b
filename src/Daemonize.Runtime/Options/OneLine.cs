using System.Text;

namespace Daemonize.Options;

/// <summary>Somebody's text within a message of ours, which is one line whatever the text holds.</summary>
internal static class OneLine
{
    private const int MaxLength = 120;

    public static string From(string text) => text.Length > MaxLength ? Whole(text[..MaxLength]) + "…" : Whole(text);

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
