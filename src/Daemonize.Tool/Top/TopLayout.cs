using Daemonize.Tool.Text;

namespace Daemonize.Tool.Top;

/// <summary>The columns that fit a terminal, and where they are.</summary>
internal static class TopLayout
{
    /// <summary>The columns before the first one: a space, the mark of the state, a space.</summary>
    public const int Margin = 3;

    private const int Gap = 2;

    /// <summary>The least that a name keeps.</summary>
    private const int LeastOfName = 6;

    /// <summary>The columns to leave out until the rest fits: from the right, then the strip, and last the counts.</summary>
    private static readonly string[] Drop = ["CPU", "MEM", "NEXT", "TOOK", TopColumn.Strip.Heading, "FAILED", "TICKS"];

    /// <summary>Places the columns.</summary>
    /// <param name="width">The number of columns of the terminal.</param>
    /// <param name="rows">The rows to show, for which the columns are wide enough.</param>
    /// <param name="now">The time that distances are counted from.</param>
    /// <param name="isPlain">Whether the terminal shows only ASCII.</param>
    public static List<PlacedColumn> Place(int width, IReadOnlyList<TopRow> rows, DateTimeOffset now, bool isPlain)
    {
        List<TopColumn> columns = [.. TopColumn.All];
        var widths = columns.ConvertAll(column => WidthOf(column, rows, now, isPlain));
        foreach (var heading in Drop)
        {
            if (Margin + widths.Sum() + ((columns.Count - 1) * Gap) <= width)
            {
                break;
            }

            var at = columns.FindIndex(column => column.Heading == heading);
            columns.RemoveAt(at);
            widths.RemoveAt(at);
        }

        ShrinkNames(widths, width);
        List<PlacedColumn> placed = [];
        var x = Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            placed.Add(new PlacedColumn(columns[i], x, widths[i]));
            x += widths[i] + Gap;
        }

        return placed;
    }

    /// <summary>Cuts the longer of the two names, program and daemon, until the state fits after them.</summary>
    private static void ShrinkNames(List<int> widths, int width)
    {
        while (Margin + widths.Sum() + ((widths.Count - 1) * Gap) > width && Math.Max(widths[0], widths[1]) > LeastOfName)
        {
            widths[widths[0] > widths[1] ? 0 : 1]--;
        }
    }

    private static int WidthOf(TopColumn column, IReadOnlyList<TopRow> rows, DateTimeOffset now, bool isPlain)
    {
        var width = Math.Max(column.Least, column.Heading.Length);
        foreach (var row in rows)
        {
            width = Math.Max(width, CellText.WidthOf(column.Text(row, now, isPlain), isPlain));
        }

        return Math.Min(width, column.Most);
    }
}

/// <summary>A column at its place.</summary>
/// <param name="Column">The column that is placed.</param>
/// <param name="X">Its first column of the screen.</param>
/// <param name="Width">Its width in columns of the screen.</param>
internal sealed record PlacedColumn(TopColumn Column, int X, int Width);
