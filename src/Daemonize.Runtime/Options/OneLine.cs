using System.Text;

namespace Daemonize.Options;

/// <summary>Somebody's text within a message of ours, which is one line whatever the text holds.</summary>
internal static class OneLine
{
    private const int MaxLength = 120;

    public static string From(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            // Escape sequences would act on the terminal.
            line.Append(char.IsControl(character) ? '?' : character);
        }

        return text.Length > MaxLength ? line.Append('…').ToString() : line.ToString();
    }
}
