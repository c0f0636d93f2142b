using System.Text;

namespace Daemonize.Commands;

/// <summary>Formats lines of columns with a heading each, which are as wide as needed and right-aligned.</summary>
/// <param name="headings">The headings of the columns.</param>
/// <param name="alignLeft">The numbers of the columns that are left-aligned.</param>
/// <param name="drop">The numbers of the columns to leave out until a line fits, the first first.</param>
internal sealed class TextColumns(string[] headings, int[] alignLeft, int[] drop)
{
    private const string Gap = "  ";

    /// <summary>What the last column keeps when it is cut: before less than that is left, other columns are dropped.</summary>
    private const int LeastOfLast = 20;

    private readonly List<string[]> _rows = [headings];
    private readonly List<string?> _colours = [null];

    /// <summary>Adds a line.</summary>
    /// <param name="cells">Its cells, one for each heading.</param>
    /// <param name="colour">The colour of its last cell; null for none.</param>
    public void Add(string[] cells, string? colour = null)
    {
        _rows.Add(cells);
        _colours.Add(colour);
    }

    /// <summary>Formats the lines, none of which is longer than the style's width.</summary>
    public List<string> Format(HistoryStyle style)
    {
        List<int> columns = [];
        for (var i = 0; i < headings.Length; i++)
        {
            columns.Add(i);
        }

        foreach (var column in drop)
        {
            if (LengthOf(columns) > style.Width)
            {
                columns.Remove(column);
            }
        }

        List<string> lines = [];
        for (var i = 0; i < _rows.Count; i++)
        {
            lines.Add(Line(_rows[i], _colours[i], columns, style));
        }

        return lines;
    }

    private string Line(string[] row, string? colour, List<int> columns, HistoryStyle style)
    {
        var line = new StringBuilder();
        var begin = 0;
        foreach (var column in columns)
        {
            line.Append(column == columns[0] ? "" : Gap);
            begin = line.Length;
            var width = WidthOf(column);
            line.Append(Array.IndexOf(alignLeft, column) >= 0 ? row[column].PadRight(width) : row[column].PadLeft(width));
        }

        var text = style.Cut(line.ToString().TrimEnd());
        return text.Length > begin ? text[..begin] + style.Paint(text[begin..], colour) : text;
    }

    /// <summary>Gets the least length of a line: the last column can be cut.</summary>
    private int LengthOf(List<int> columns)
    {
        var length = 0;
        foreach (var column in columns)
        {
            var width = WidthOf(column);
            length += (column == columns[0] ? 0 : Gap.Length) + (column == columns[^1] ? Math.Min(width, LeastOfLast) : width);
        }

        return length;
    }

    private int WidthOf(int column)
    {
        var width = 0;
        _rows.ForEach(row => width = Math.Max(width, row[column].Length));
        return width;
    }
}
