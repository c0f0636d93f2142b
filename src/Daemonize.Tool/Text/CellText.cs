using System.Globalization;
using System.Text;
using Wcwidth;

namespace Daemonize.Tool.Text;

/// <summary>
/// Makes texts of programs safe to show: names, reports and log lines are written by somebody else, and an escape sequence in them would
/// act on the terminal, a bidirectional mark would change the order of what stands around it (CWE-150).
/// </summary>
internal static class CellText
{
    private static readonly Rune Replacement = new('?');

    /// <summary>
    /// Gets what is shown for a character: itself, or a question mark. Every cell has one, and it takes one or two columns.
    /// </summary>
    /// <param name="rune">The character of a text.</param>
    /// <param name="isPlain">Whether the terminal shows only ASCII.</param>
    public static Rune Show(Rune rune, bool isPlain) =>
        rune.Value is >= ' ' and < 0x7f ? rune
        : isPlain || IsUnsafe(rune) || WidthOf(rune) is not (1 or 2) ? Replacement
        : rune;

    /// <summary>Gets the number of columns that a character takes which <see cref="Show"/> has given.</summary>
    public static int WidthOf(Rune rune) => rune.Value < 0x7f ? 1 : UnicodeCalculator.GetWidth(rune);

    /// <summary>Gets the number of columns that a text takes.</summary>
    public static int WidthOf(string text, bool isPlain)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(Show(rune, isPlain));
        }

        return width;
    }

    /// <summary>
    /// Whether a character does something instead of being seen: C0 and C1 controls, and formats, which change the direction or are
    /// invisible. What the tables do not know may be anything.
    /// </summary>
    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
