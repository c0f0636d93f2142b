using System.Text;

namespace Daemonize.Options;

/// <summary>Somebody's text within a message of ours, which is one line whatever the text holds.</summary>
internal static class OneLine
{
    /// <summary>More than a line of a terminal, for what programs read.</summary>
    public const int Long = 1000;

    private const int Short = 120;

    public static string From(string text, int maxLength = Short)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength) + 1);
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, maxLength)))
        {
            // Escape sequences would act on the terminal.
            line.Append(char.IsControl(character) ? '?' : character);
        }

        return text.Length > maxLength ? line.Append('…').ToString() : line.ToString();
    }
}
