using System.Globalization;
using Daemonize.Operations;
using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Top;

/// <summary>Draws the model: a heading, the page, a line for questions and outcomes, and the keys.</summary>
/// <param name="host">The name of the machine.</param>
/// <param name="user">The name of the user.</param>
/// <param name="zone">The time zone of the times.</param>
internal sealed class TopScreen(string host, string user, TimeZoneInfo zone)
{
    /// <summary>The lines around the rows: the heading, the headings of the columns, the message and the keys.</summary>
    private const int Frame = 4;

    /// <summary>The line of the first daemon.</summary>
    public const int FirstLine = 2;

    /// <summary>After this time without a look, the screen says how old it is.</summary>
    private static readonly TimeSpan Stale = new(0, 0, 3);

    /// <summary>Draws the model, after telling it how many rows there is place for.</summary>
    public void Draw(Grid grid, TopModel model, DateTimeOffset now)
    {
        model.Fit(grid.Height - Frame);
        DrawHeading(grid, model, now);
        switch (model.Page)
        {
            case TopPage.List:
                DrawTable(grid, model, now);
                break;
            case TopPage.Help:
                TopPages.DrawHelp(grid, model);
                break;
            case TopPage.Log:
                TopPages.DrawLog(grid, model);
                break;
            default:
                TopPages.DrawDaemon(grid, model, now);
                break;
        }

        DrawMessage(grid, model, now);
        _ = grid.Write(1, grid.Height - 1, Keys(model), CellStyle.Dim, grid.Width - 1);
    }

    private void DrawHeading(Grid grid, TopModel model, DateTimeOffset now)
    {
        var time = TimeZoneInfo.ConvertTime(now, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var room = grid.Width - time.Length - 3;
        var x = grid.Write(1, 0, $"{host} {(grid.IsPlain ? "-" : "·")} {user}    ", CellStyle.Bold, Math.Max(0, room));
        if (model.Snapshot is { } snapshot)
        {
            var isOld = now - snapshot.At > Stale;
            var text = isOld ? $"no news for {ShownNumber.Distance(now - snapshot.At)}" : TopLook.Count(snapshot.Rows);
            _ = grid.Write(x, 0, text, isOld ? CellStyle.Yellow : CellStyle.None, Math.Max(0, room + 1 - x));
        }

        grid.WriteRight(grid.Width - 1, 0, time, CellStyle.None, time.Length);
    }

    private static void DrawTable(Grid grid, TopModel model, DateTimeOffset now)
    {
        var columns = TopLayout.Place(grid.Width, model.Rows, now, grid.IsPlain);
        foreach (var (column, x, width) in columns)
        {
            var style = column == model.SortColumn ? CellStyle.Bold | CellStyle.Reverse : CellStyle.Bold;
            WriteCell(grid, 1, new PlacedColumn(column, x, width), column.Heading, style);
        }

        var last = Math.Min(model.Rows.Count, model.First + grid.Height - Frame);
        for (var i = model.First; i < last; i++)
        {
            var y = FirstLine + i - model.First;
            DrawRow(grid, y, columns, model.Rows[i], now);
            if (i == model.Selected)
            {
                grid.Highlight(y, CellStyle.Reverse);
            }
        }

        if (model.Rows.Count == 0 && model.Snapshot is { } snapshot)
        {
            _ = grid.Write(TopLayout.Margin, FirstLine, Explain(model, snapshot), CellStyle.Dim);
        }
    }

    private static void DrawRow(Grid grid, int y, List<PlacedColumn> columns, TopRow row, DateTimeOffset now)
    {
        var style = TopLook.StyleOf(row.State);
        _ = grid.Write(1, y, TopLook.MarkOf(row.State, grid.IsPlain), style, 1);
        foreach (var placed in columns)
        {
            if (row.Daemon.Remote?.Silence is { } reason && placed.Column == TopColumn.State)
            {
                // In place of all that follows: the machine has said nothing of it.
                _ = grid.Write(placed.X, y, $"{StateText.Of(row.State)}  {reason}", style, grid.Width - placed.X);
                return;
            }

            if (placed.Column == TopColumn.Strip)
            {
                DrawStrip(grid, placed.X, y, row.Strip);
            }
            else
            {
                WriteCell(
                    grid, y, placed, placed.Column.Text(row, now, grid.IsPlain),
                    placed.Column == TopColumn.State ? style
                        : placed.Column.Heading == "FAILED" && row.Failed > 0 ? CellStyle.Red
                        : CellStyle.None);
            }
        }
    }

    /// <summary>Draws the strip so that the newest tick is always in the same column.</summary>
    public static void DrawStrip(Grid grid, int x, int y, StripCell[] strip)
    {
        x += TopColumn.StripCells - strip.Length;
        foreach (var cell in strip)
        {
            x = grid.Write(x, y, cell.Glyph.ToString(), cell.Style, 1);
        }
    }

    private static void WriteCell(Grid grid, int y, PlacedColumn placed, string text, CellStyle style)
    {
        if (placed.Column.IsRight)
        {
            grid.WriteRight(placed.X + placed.Width, y, text, style, placed.Width);
        }
        else
        {
            _ = grid.Write(placed.X, y, text, style, placed.Width);
        }
    }

    private static string Explain(TopModel model, TopSnapshot snapshot) =>
        snapshot.Rows.Count == 0 ? "no daemon has been started here; this page shows one as soon as it is"
        : model.IsOnlyAttention && model.Filter.Length == 0 ? "no daemon needs attention; ! shows all"
        : $"no daemon fits{(model.IsOnlyAttention ? " and needs attention" : "")}; Esc shows all";

    private static void DrawMessage(Grid grid, TopModel model, DateTimeOffset now)
    {
        var y = grid.Height - 2;
        if (model.Question is { } question)
        {
            _ = grid.Write(1, y, Ask(question, now), CellStyle.Bold, grid.Width - 1);
        }
        else if (model.IsFiltering)
        {
            var x = grid.Write(1, y, "/" + model.Filter, CellStyle.Bold, grid.Width - 3);
            _ = grid.Write(x, y, " ", CellStyle.Reverse);
        }
        else if (model.Message.Length > 0)
        {
            _ = grid.Write(1, y, model.Message, model.IsMessageBad ? CellStyle.Red : CellStyle.None, grid.Width - 1);
        }
        else if (model.Page == TopPage.List && (model.Filter.Length > 0 || model.IsOnlyAttention))
        {
            _ = grid.Write(1, y, Describe(model), CellStyle.Dim, grid.Width - 1);
        }
    }

    private static string Ask(TopQuestion question, DateTimeOffset now)
    {
        var row = question.Row;
        var runs = row.RunsSince is { } since ? $" A tick runs since {ShownNumber.Distance(now - since)}." : "";
        return $"{question.Verb.ToWord()} {row.Daemon.FullName}?{runs} y: yes, any other key: no";
    }

    private static string Describe(TopModel model) =>
        $"{model.Rows.Count} of {model.Snapshot?.Rows.Count}: " +
        (model.IsOnlyAttention ? "what needs attention" : "") +
        (model.Filter.Length > 0 ? $"{(model.IsOnlyAttention ? ", " : "")}/{model.Filter}" : "") + "   Esc: all";

    private static string Keys(TopModel model)
    {
        var verbs = model.IsReadOnly ? "" : "s stop  r restart  t tick  ";
        return model.Question is not null ? "y yes  n no"
            : model.Page switch
            {
                TopPage.List when model.IsFiltering => "type to filter  enter done  esc clear",
                TopPage.List => $"q quit  ? keys  enter open  / filter  {verbs}l log  ! attention  < > sort",
                TopPage.Daemon => $"q quit  ? keys  esc back  {verbs}l log",
                TopPage.Log => $"q quit  ? keys  esc back  {verbs}j k move",
                _ => "q quit  esc back  j k move",
            };
    }
}
