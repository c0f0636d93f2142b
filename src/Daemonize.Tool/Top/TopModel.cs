namespace Daemonize.Tool.Top;

/// <summary>
/// What the screen is about: the daemons, the one that is selected, and what is typed. Keys change it; what only the outside can do, such
/// as a stop, is returned as a wish. It reads no clock and no terminal.
/// </summary>
/// <param name="isReadOnly">Whether the keys that act on daemons do nothing.</param>
internal sealed partial class TopModel(bool isReadOnly)
{
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
