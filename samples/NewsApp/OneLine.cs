using System.Text;

namespace NewsApp;

/// <summary>Text from others, made fit for one line of a file or a log.</summary>
internal static class OneLine
{
    /// <summary>Makes one space of every run of white space and control characters: a title may hold line ends or a terminal's escape sequences.</summary>
    public static string From(string? text, int maxLength = 300)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").Trim().EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > maxLength)
            {
                return line.Append('…').ToString();
            }

            if (!Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }
}
