using System.Text;
using Daemonize.Tool.Text;

namespace Daemonize.Tool.Top;

/// <summary>A screen as cells. It holds only characters that are safe to write to a terminal (<see cref="CellText"/>).</summary>
/// <param name="width">The number of columns.</param>
/// <param name="height">The number of lines.</param>
/// <param name="isPlain">Whether the terminal shows only ASCII.</param>
internal sealed class Grid(int width, int height, bool isPlain = false)
{
    private readonly Cell[] _cells = NewCells(width * height);

    public int Width => width;

    public int Height => height;

    public bool IsPlain => isPlain;

    public Cell this[int x, int y] => _cells[(y * width) + x];

    /// <summary>Gets the cells of a line.</summary>
    public ReadOnlySpan<Cell> Line(int y) => _cells.AsSpan(y * width, width);

    /// <summary>Writes a text into a line and gives the column after it. What does not fit is cut, with an ellipsis.</summary>
    /// <param name="x">The first column to write to.</param>
    /// <param name="y">The line; outside of the screen, nothing is written.</param>
    /// <param name="text">The text, of whatever origin.</param>
    /// <param name="style">How the text looks, unless it is highlighted.</param>
    /// <param name="most">The largest number of columns.</param>
    public int Write(int x, int y, string text, CellStyle style = CellStyle.None, int most = int.MaxValue)
    {
        if (y < 0 || y >= height || x < 0 || x >= width)
        {
            return x;
        }

        var room = Math.Min(most, width - x);
        var isCut = CellText.WidthOf(text, isPlain) > room;
        var end = x + (isCut ? room - 1 : room);
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = CellText.Show(rune, isPlain);
            if (x + CellText.WidthOf(shown) > end)
            {
                break;
            }

            x = Put(x, y, shown, style);
        }

        return isCut && room > 0 ? Put(x, y, new Rune(isPlain ? '~' : '…'), style) : x;
    }

    /// <summary>Writes a text so that it ends before a column; its beginning is cut if it does not fit.</summary>
    public void WriteRight(int end, int y, string text, CellStyle style, int most)
    {
        var length = Math.Min(CellText.WidthOf(text, isPlain), most);
        _ = Write(end - length, y, text, style, most);
    }

    /// <summary>Adds a style to all cells of a line.</summary>
    public void Highlight(int y, CellStyle style)
    {
        foreach (ref var cell in _cells.AsSpan(y * width, width))
        {
            cell = cell with { Style = cell.Style | style };
        }
    }

    /// <summary>Gets the text of a line, without blanks at its end.</summary>
    public string TextOf(int y)
    {
        var text = new StringBuilder();
        foreach (var cell in Line(y))
        {
            _ = cell.IsRightHalf ? text : text.Append(cell.Rune.ToString());
        }

        return text.ToString().TrimEnd();
    }

    private int Put(int x, int y, Rune rune, CellStyle style)
    {
        var at = (y * width) + x;
        _cells[at] = new Cell(rune, style);
        if (CellText.WidthOf(rune) == 1)
        {
            return x + 1;
        }

        _cells[at + 1] = new Cell(default, style);
        return x + 2;
    }

    private static Cell[] NewCells(int count)
    {
        var cells = new Cell[count];
        Array.Fill(cells, Cell.Blank);
        return cells;
    }
}
