using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <content>What each key and the mouse do.</content>
internal sealed partial class TopModel
{
    /// <summary>How many lines the wheel moves.</summary>
    private const int WheelStep = 3;

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
}
