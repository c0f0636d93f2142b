using Daemonize.Operations;

namespace Daemonize.Tool.Top;

/// <summary>Draws the pages that are not the table: a daemon, its log, and the keys.</summary>
internal static class TopPages
{
    /// <summary>The first line of a page.</summary>
    private const int Top = 1;

    /// <summary>The lines at the end that a page leaves free: the message and the keys.</summary>
    private const int Bottom = 2;

    /// <summary>The column where the values of facts begin.</summary>
    private const int FactColumn = 13;

    private const int MostEvents = 12;

    /// <summary>Draws the keys and the marks, from the line on that the page is scrolled to.</summary>
    public static void DrawHelp(Grid grid, TopModel model)
    {
        var y = Top + 1;
        foreach (var (key, text) in TopHelp.Lines(model.IsReadOnly, grid.IsPlain).Skip(model.ScrolledDown))
        {
            if (y < grid.Height - Bottom)
            {
                _ = grid.Write(1, y, key, CellStyle.Bold);
                _ = grid.Write(FactColumn + 2, y++, text);
            }
        }
    }

    /// <summary>Draws the facts, the ticks and, in the rest of the screen, the end of the log.</summary>
    public static void DrawDaemon(Grid grid, TopModel model, DateTimeOffset now)
    {
        if (model.OpenRow is not { } row)
        {
            return;
        }

        var detail = DetailOf(model);
        var end = grid.Height - Bottom;
        var y = DrawTitle(grid, row);
        Fact("ticks", Ticks(row, now, grid.IsPlain));
        foreach (var (name, text) in detail?.Facts ?? [])
        {
            Fact(name, text);
        }

        // The end of the log keeps a third of the screen, if there is a log.
        var events = detail?.Events ?? [];
        var most = Math.Clamp(end - y - (grid.Height / 3), 0, Math.Min(MostEvents, events.Count));
        y += most > 0 && y < end ? 1 : 0;
        foreach (var happened in events[^most..])
        {
            if (y < end)
            {
                DrawEvent(grid, y++, happened);
            }
        }

        y++;
        if (y < end && detail is not null)
        {
            DrawLines(grid, y, end, detail.Log, scrolledUp: 0);
        }

        void Fact(string name, string text)
        {
            if (y < end && text.Length > 0)
            {
                _ = grid.Write(1, y, name, CellStyle.Dim);
                _ = grid.Write(FactColumn, y++, text);
            }
        }
    }

    public static void DrawLog(Grid grid, TopModel model)
    {
        if (model.OpenRow is not { } row)
        {
            return;
        }

        var y = DrawTitle(grid, row);
        if (DetailOf(model) is { } detail)
        {
            DrawLines(grid, y, grid.Height - Bottom, detail.Log, model.ScrolledUp);
        }
    }

    private static TopDetail? DetailOf(TopModel model) =>
        model.Snapshot?.Detail is { } detail && detail.Id == model.OpenRow?.Id ? detail : null;

    private static int DrawTitle(Grid grid, TopRow row)
    {
        var style = TopLook.StyleOf(row.State);
        _ = grid.Write(1, Top, TopLook.MarkOf(row.State, grid.IsPlain), style);
        var x = grid.Write(TopLayout.Margin, Top, row.Daemon.FullName, CellStyle.Bold);
        x = grid.Write(x + 2, Top, StateText.Of(row.State), style);
        TopScreen.DrawStrip(grid, x + 2, Top, row.Strip);
        return Top + 1;
    }

    private static string Ticks(TopRow row, DateTimeOffset now, bool isPlain) => row.Ticks is not { } ticks ? "" :
        $"{ticks}, {row.Failed} failed; took {ShownNumber.Took(row, now, isPlain)}" +
        (row.Next is { } next ? $", next in {ShownNumber.Distance(next - now)}" : "") +
        $"; memory {ShownNumber.Memory(row.Memory)}, cpu {ShownNumber.Tenths(row.Cpu)}%";

    private static void DrawEvent(Grid grid, int y, TopEvent happened)
    {
        const int took = 20;
        _ = grid.Write(1, y, happened.Time, CellStyle.Dim);
        grid.WriteRight(took + 7, y, happened.Took, CellStyle.None, 7);
        _ = grid.Write(took + 9, y, happened.Text, happened.Style);
    }

    /// <summary>Draws the last lines that fit.</summary>
    private static void DrawLines(Grid grid, int y, int end, List<string> lines, int scrolledUp)
    {
        var last = Math.Max(0, lines.Count - scrolledUp);
        for (var i = Math.Max(0, last - (end - y)); i < last; i++)
        {
            _ = grid.Write(1, y++, lines[i], CellStyle.None, grid.Width - 1);
        }
    }
}
