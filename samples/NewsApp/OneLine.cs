using System.Text;

namespace NewsApp;

/// <summary>Makes text from other sources safe for one line of a file or a log.</summary>
internal static class OneLine
{
    /// <summary>
    /// Replaces every run of white space and control characters by one space: a title may contain line breaks or terminal escape sequences.
    /// </summary>
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
