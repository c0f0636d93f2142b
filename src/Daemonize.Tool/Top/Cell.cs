using System.Text;

namespace Daemonize.Tool.Top;

/// <summary>One place of the screen: a character and how it looks.</summary>
/// <param name="Rune">The character; U+0000 for the right half of a wide one.</param>
/// <param name="Style">The colour and the weight.</param>
internal readonly record struct Cell(Rune Rune, CellStyle Style)
{
    public static readonly Cell Blank = new(new Rune(' '), CellStyle.None);

    /// <summary>Whether the character begins in the cell to the left.</summary>
    public bool IsRightHalf => Rune.Value == 0;
}

/// <summary>How a cell looks. Colours only repeat what the letters say.</summary>
[Flags]
internal enum CellStyle : byte
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Reverse = 4,
    Red = 8,
    Green = 16,
    Yellow = 32,
}
