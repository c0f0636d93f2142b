using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>
/// What the screen is about: the daemons, the one that is selected, and what is typed. Keys change it; what only the outside can do, such
/// as a stop, is returned as a wish. It reads no clock and no terminal.
/// </summary>
/// <param name="isReadOnly">Whether the keys that act on daemons do nothing.</param>
internal sealed class TopModel(bool isReadOnly)
{
    /// <summary>How many lines the wheel moves.</summary>
    private const int WheelStep = 3;

    /// <summary>The pages that Esc goes back to, below the one that is shown.</summary>
    private readonly Stack<TopPage> _pages = new([TopPage.List]);

    private List<TopRow> _all = [];
    private string? _selectedId;
    private bool _hasMoved;
    private int _pageSize = 1;

    public bool IsReadOnly => isReadOnly;

    /// <summary>All daemons, whether they are shown or not; null before the first look.</summary>
    public TopSnapshot? Snapshot { get; private set; }

    /// <summary>The daemons that are shown, in their order.</summary>
    public List<TopRow> Rows { get; private set; } = [];

    /// <summary>The index of the selected daemon; -1 if none is shown.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>The index of the first daemon on the screen.</summary>
    public int First { get; private set; }

    public TopPage Page => _pages.Peek();

    /// <summary>The text that the daemons are filtered by.</summary>
    public string Filter { get; private set; } = "";

    /// <summary>Whether keys go into the filter.</summary>
    public bool IsFiltering { get; private set; }

    public bool IsOnlyAttention { get; private set; }

    public TopColumn SortColumn { get; private set; } = TopColumn.State;

    /// <summary>The verb that waits for a <c>y</c>; null for none.</summary>
    public TopQuestion? Question { get; private set; }

    /// <summary>The last outcome, at the bottom of the screen; empty for none.</summary>
    public string Message { get; private set; } = "";

    public bool IsMessageBad { get; private set; }

    /// <summary>How many lines of the log, or of the ticks, are hidden below the end of the page.</summary>
    public int ScrolledUp { get; private set; }

    /// <summary>How many lines of the keys are hidden above the beginning of their page.</summary>
    public int ScrolledDown { get; private set; }

    public TopRow? SelectedRow => Selected >= 0 ? Rows[Selected] : null;

    /// <summary>The daemon that is open; null in the list.</summary>
    public TopRow? OpenRow { get; private set; }

    /// <summary>Shows an outcome.</summary>
    public void Tell(string message, bool isBad = false) => (Message, IsMessageBad) = (message, isBad);

    /// <summary>Takes the daemons of the next look. The selection stays on its daemon, wherever that is now.</summary>
    public void Take(TopSnapshot snapshot)
    {
        Snapshot = snapshot;
        _all = snapshot.Rows;
        OpenRow = OpenRow is null ? null : _all.Find(row => row.Id == OpenRow.Id) ?? OpenRow;

        // If the selected daemon is gone, none is selected: the next key must not act on the one that has taken its line. A machine that
        // has answered now is no such daemon, unless somebody has chosen it.
        var isFirst = _selectedId is null ? Rows.Count == 0 : SelectedRow?.Daemon.Remote?.Silence is not null && !_hasMoved;
        Arrange(isFirst ? 0 : -1);
    }

    /// <summary>Tells how many daemons, or lines, the screen has place for.</summary>
    public void Fit(int pageSize)
    {
        _pageSize = Math.Max(1, pageSize);
        First = Selected < 0 ? First : Math.Clamp(First, Math.Max(0, Selected - _pageSize + 1), Selected);
        First = Math.Clamp(First, 0, Math.Max(0, Rows.Count - _pageSize));
    }

    /// <summary>Acts on a key, and returns what it asks of the outside.</summary>
    public TopWish Press(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Suspend:
                return new TopWish(TopWishKind.Suspend);
            case KeyKind.Redraw:
                return new TopWish(TopWishKind.Redraw);
            case KeyKind.Interrupt:
                return new TopWish(TopWishKind.Quit);
        }

        if (Question is { } question)
        {
            return Answer(question, key);
        }

        Message = "";
        return IsFiltering && Page == TopPage.List ? Type(key)
            : Page == TopPage.List ? PressInList(key)
            : PressInPage(key);
    }

    /// <summary>Selects the daemon in a line of the screen; a second click opens it.</summary>
    /// <param name="line">The number of the line, from the first daemon.</param>
    public void Click(int line)
    {
        if (Page != TopPage.List || Question is not null || line < 0 || First + line >= Rows.Count)
        {
            return;
        }

        if (Selected == First + line)
        {
            Open(TopPage.Daemon);
        }

        Select(First + line);
    }

    private TopWish Answer(TopQuestion question, Key key)
    {
        // Whatever else was pressed, nothing happens: a question must not be answered by a slip.
        if (key.Kind is KeyKind.None or KeyKind.Pasted or KeyKind.WheelUp or KeyKind.WheelDown or KeyKind.Click)
        {
            return default;
        }

        Question = null;
        return key.Is('y') ? new TopWish(TopWishKind.Act, question.Verb, question.Row) : default;
    }

    private TopWish Type(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Text or KeyKind.Pasted:
                SetFilter(Filter + key.Rune);
                break;
            case KeyKind.Backspace:
                SetFilter(Filter.Length == 0 ? "" : Filter[..^(char.IsLowSurrogate(Filter[^1]) ? 2 : 1)]);
                break;
            case KeyKind.Enter:
                IsFiltering = false;
                break;
            case KeyKind.Escape:
                IsFiltering = false;
                SetFilter("");
                break;
            default:
                Move(key);
                break;
        }

        return default;
    }

    private TopWish PressInList(Key key)
    {
        if (Move(key))
        {
            return default;
        }

        switch (key.Kind)
        {
            case KeyKind.Enter:
                Open(TopPage.Daemon);
                break;
            case KeyKind.Escape:
                IsOnlyAttention = false;
                SetFilter("");
                break;
        }

        switch (key.Kind == KeyKind.Text ? key.Rune.Value : 0)
        {
            case '/':
                IsFiltering = true;
                break;
            case '!':
                IsOnlyAttention = !IsOnlyAttention;
                Arrange();
                break;
            case '<':
                Sort(-1);
                break;
            case '>':
                Sort(1);
                break;
        }

        return PressAnywhere(key, SelectedRow);
    }

    private TopWish PressInPage(Key key)
    {
        if (key.Kind == KeyKind.Escape || (Page == TopPage.Help && key.Is('?')))
        {
            _ = _pages.Pop();
            OpenRow = Page == TopPage.List ? null : OpenRow;
            ScrolledUp = 0;
            return default;
        }

        var step = key.Kind switch
        {
            KeyKind.Up => 1,
            KeyKind.Down => -1,
            KeyKind.WheelUp => WheelStep,
            KeyKind.WheelDown => -WheelStep,
            KeyKind.PageUp => _pageSize,
            KeyKind.PageDown => -_pageSize,
            KeyKind.Home => LogEnd.MaxLines,
            KeyKind.End => -LogEnd.MaxLines,
            KeyKind.Text when key.Is('k') => 1,
            KeyKind.Text when key.Is('j') => -1,
            _ => 0,
        };
        if (Page == TopPage.Help)
        {
            var lines = TopHelp.Lines(isReadOnly, isPlain: false).Count;
            ScrolledDown = Math.Clamp(ScrolledDown - step, 0, Math.Max(0, lines - _pageSize));
        }
        else
        {
            ScrolledUp = Math.Clamp(ScrolledUp + step, 0, Math.Max(0, LinesToScroll - _pageSize));
        }

        return PressAnywhere(key, OpenRow);
    }

    /// <summary>The number of lines that the page can scroll through.</summary>
    private int LinesToScroll => Page == TopPage.Log && Snapshot?.Detail is { } detail && detail.Id == OpenRow?.Id ? detail.Log.Count : 0;

    /// <summary>Acts on the keys that every page has.</summary>
    private TopWish PressAnywhere(Key key, TopRow? row)
    {
        switch (key.Kind == KeyKind.Text ? key.Rune.Value : 0)
        {
            case 'q':
                return new TopWish(TopWishKind.Quit);
            case '?' when Page != TopPage.Help:
                _pages.Push(TopPage.Help);
                ScrolledDown = 0;
                break;
            case 'l' when row is not null && Page != TopPage.Log:
                Open(TopPage.Log, row);
                break;
            case 't' when row is not null && MayAct(row):
                return new TopWish(TopWishKind.Act, DaemonVerb.Tick, row);
            case 's' when row is { State: DaemonState.Stopped } && MayAct(row):
                Tell($"{row.Daemon.FullName} does not run");
                break;
            case 's' when row is not null && MayAct(row):
                Question = new TopQuestion(DaemonVerb.Stop, row);
                break;
            case 'r' when row is not null && MayAct(row):
                if (!row.IsInTick)
                {
                    return new TopWish(TopWishKind.Act, DaemonVerb.Restart, row);
                }

                Question = new TopQuestion(DaemonVerb.Restart, row);
                break;
        }

        return default;
    }

    private bool MayAct(TopRow row)
    {
        var isSilent = row.Daemon.Remote?.Silence is not null;
        if (isReadOnly || isSilent)
        {
            Tell(
                isReadOnly ? "--read-only: start top without it to act on daemons" : $"{row.Daemon.FullName} does not answer",
                isBad: true);
        }

        return !isReadOnly && !isSilent;
    }

    /// <summary>Moves the selection; false for a key that moves nothing.</summary>
    private bool Move(Key key)
    {
        var step = key.Kind switch
        {
            KeyKind.Up => -1,
            KeyKind.Down => 1,
            KeyKind.WheelUp => -WheelStep,
            KeyKind.WheelDown => WheelStep,
            KeyKind.PageUp => -_pageSize,
            KeyKind.PageDown => _pageSize,
            KeyKind.Home => -Rows.Count,
            KeyKind.End => Rows.Count,
            KeyKind.Text when key.Is('k') && !IsFiltering => -1,
            KeyKind.Text when key.Is('j') && !IsFiltering => 1,
            _ => 0,
        };
        if (step != 0)
        {
            Select(Selected + step);
        }

        return step != 0;
    }

    private void Select(int index)
    {
        _hasMoved = true;
        Selected = Rows.Count == 0 ? -1 : Math.Clamp(index, 0, Rows.Count - 1);
        _selectedId = SelectedRow?.Id;
        Fit(_pageSize);
    }

    private void Open(TopPage page, TopRow? row = null)
    {
        OpenRow = row ?? SelectedRow;
        ScrolledUp = 0;
        if (OpenRow is not null)
        {
            _pages.Push(page);
        }
    }

    private void Sort(int step)
    {
        var columns = Array.FindAll(TopColumn.All, static column => column.IsSortable);
        var at = Array.IndexOf(columns, SortColumn) + step;
        SortColumn = columns[Math.Clamp(at, 0, columns.Length - 1)];
        Arrange();
    }

    private void SetFilter(string filter)
    {
        Filter = filter;
        Arrange();
    }

    /// <summary>Filters and sorts. Daemons that are equal keep the order of the list.</summary>
    /// <param name="otherwise">The index to select if the selected daemon is not shown any more; -1 for none.</param>
    private void Arrange(int otherwise = 0)
    {
        var shown = _all.Where(row => (!IsOnlyAttention || row.NeedsAttention)
            && row.Daemon.FullName.Contains(Filter, StringComparison.OrdinalIgnoreCase));
        Rows = [.. shown.Order(Comparer<TopRow>.Create(SortColumn.Compare))];
        var found = Rows.FindIndex(row => row.Id == _selectedId);
        Selected = found >= 0 ? found : Math.Min(otherwise, Rows.Count - 1);
        _selectedId = SelectedRow?.Id;
        Fit(_pageSize);
    }
}
