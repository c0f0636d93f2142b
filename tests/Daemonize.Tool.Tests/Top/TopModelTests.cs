using Daemonize.Tool.Acting;
using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>What the keys do.</summary>
public sealed class TopModelTests
{
    private readonly TopModel _model = new(isReadOnly: false);

    public TopModelTests()
    {
        Take("a/one dead", "b/two", "c/three", "d/four stopped");
        _model.Fit(2);
    }

    [Theory]
    [InlineData("", "a/one")]
    [InlineData("j", "b/two")]
    [InlineData("jjk", "b/two")]
    [InlineData("jjjjjjj", "d/four")]
    [InlineData("kk", "a/one")]
    [InlineData("]", "d/four")]
    [InlineData("][", "a/one")]
    [InlineData("}", "c/three")]
    [InlineData("}}{", "b/two")]
    public void SelectionMoves(string keys, string selected)
    {
        Press(keys);
        Assert.Equal(selected, _model.SelectedRow?.Daemon.FullName);
        Assert.InRange(_model.Selected, _model.First, _model.First + 1);
    }

    /// <summary>Otherwise a key could act on a daemon that has moved to the selected line a moment before.</summary>
    [Fact]
    public void SelectionStaysOnItsDaemon()
    {
        Press("j");
        Take("c/three dead", "a/one", "b/two");
        Assert.Equal("b/two", _model.SelectedRow?.Daemon.FullName);
    }

    [Fact]
    public void NoOtherDaemonIsSelectedForOneThatIsGone()
    {
        Press("j");
        Take("a/one dead", "c/three");
        Assert.Null(_model.SelectedRow);
        Assert.Equal(TopWishKind.Nothing, _model.Press(Key.Of('t')).Kind);
        Press("sy");
        Press("j");
        Assert.Equal("a/one", _model.SelectedRow?.Daemon.FullName);
    }

    /// <summary>The line that a filter has selected is kept when daemons come that fit it too.</summary>
    [Fact]
    public void FilterSelectsADaemonForGood()
    {
        Press("/three");
        Assert.Equal("c/three", _model.SelectedRow?.Daemon.FullName);
        Take("a/one dead", "a/three dead", "b/two", "c/three");
        Assert.Equal(["a/three", "c/three"], Names);
        Assert.Equal("c/three", _model.SelectedRow?.Daemon.FullName);
    }

    [Fact]
    public void FilterFitsAsItIsTyped()
    {
        Press("/TH");
        Assert.Equal(["c/three"], Names);
        _ = _model.Press(new Key(KeyKind.Backspace));
        Assert.Equal(["b/two", "c/three"], Names);
        _ = _model.Press(new Key(KeyKind.Enter));
        Assert.False(_model.IsFiltering);
        Press("j");
        Assert.Equal("c/three", _model.SelectedRow?.Daemon.FullName);
        _ = _model.Press(new Key(KeyKind.Escape));
        Assert.Equal(4, _model.Rows.Count);
    }

    [Fact]
    public void LettersOfAFilterAreNoKeys()
    {
        Press("/q");
        Assert.Equal("q", _model.Filter);
        Press("sy");
        Assert.Null(_model.Question);
    }

    [Fact]
    public void OnlyAttentionIsLeft()
    {
        Press("!");
        Assert.Equal(["a/one"], Names);
        Press("!");
        Assert.Equal(4, _model.Rows.Count);
    }

    [Fact]
    public void ColumnSorts()
    {
        Press("<");
        Assert.Equal("DAEMON", _model.SortColumn.Heading);
        Assert.Equal(["d/four", "a/one", "c/three", "b/two"], Names);
        Press("<<<<");
        Assert.Equal("PROGRAM", _model.SortColumn.Heading);
        Press(">>");
        Assert.Equal(["a/one", "b/two", "c/three", "d/four"], Names);
    }

    [Fact]
    public void StopAsksBeforeItActs()
    {
        Press("j");
        Assert.Equal(default, _model.Press(Key.Of('s')));
        Take("b/other", "b/two", "c/three");
        var wish = _model.Press(Key.Of('y'));
        Assert.Equal((TopWishKind.Act, DaemonVerb.Stop, "b/two"), (wish.Kind, wish.Verb, wish.Row!.Daemon.FullName));
        Assert.Null(_model.Question);
    }

    [Theory]
    [InlineData(DaemonState.Running, 7L, true, true)]
    [InlineData(DaemonState.Running, 7L, false, false)]
    [InlineData(DaemonState.Running, null, false, true)]
    [InlineData(DaemonState.Hung, null, false, true)]
    [InlineData(DaemonState.Stopped, null, false, false)]
    [InlineData(DaemonState.Dead, null, false, false)]
    public void RestartAsksWhileWorkIsDone(DaemonState state, long? ticks, bool isInTick, bool asks)
    {
        var row = _model.Rows[0] with { State = state, Ticks = ticks, RunsSince = isInTick ? DateTimeOffset.UtcNow : null };
        _model.Take(new TopSnapshot([row], DateTimeOffset.UtcNow));
        var wish = _model.Press(Key.Of('r'));
        Assert.Equal(asks, _model.Question is not null);
        wish = asks ? _model.Press(Key.Of('y')) : wish;
        Assert.Equal((TopWishKind.Act, DaemonVerb.Restart), (wish.Kind, wish.Verb));
    }

    [Theory]
    [InlineData("n")]
    [InlineData("s")]
    [InlineData("q")]
    [InlineData("Y")]
    public void AnyOtherKeyIsNo(string key)
    {
        Press("s");
        Press(key);
        Assert.Null(_model.Question);
    }

    [Fact]
    public void PastedYesIsNone()
    {
        Press("s");
        Assert.Equal(default, _model.Press(new Key(KeyKind.Pasted, new('y'))));
        Assert.NotNull(_model.Question);
    }

    [Fact]
    public void TickNeedsNoQuestion()
    {
        var wish = _model.Press(Key.Of('t'));
        Assert.Equal((TopWishKind.Act, DaemonVerb.Tick, "a/one"), (wish.Kind, wish.Verb, wish.Row!.Daemon.FullName));
    }

    [Theory]
    [InlineData('s')]
    [InlineData('r')]
    [InlineData('t')]
    public void ReadOnlyActsOnNothing(char key)
    {
        var model = new TopModel(isReadOnly: true);
        model.Take(_model.Snapshot!);
        Assert.Equal(default, model.Press(Key.Of(key)));
        Assert.Null(model.Question);
        Assert.StartsWith("--read-only", model.Message, StringComparison.Ordinal);
        Assert.Equal(default, model.Press(Key.Of('y')));
    }

    [Fact]
    public void EscapeGoesBackToWhereItWas()
    {
        Press("j");
        _ = _model.Press(new Key(KeyKind.Enter));
        Assert.Equal((TopPage.Daemon, "b/two"), (_model.Page, _model.OpenRow?.Daemon.FullName));
        Press("l?");
        Assert.Equal(TopPage.Help, _model.Page);
        foreach (var page in (TopPage[])[TopPage.Log, TopPage.Daemon, TopPage.List])
        {
            _ = _model.Press(new Key(KeyKind.Escape));
            Assert.Equal(page, _model.Page);
        }

        Assert.Null(_model.OpenRow);
    }

    [Fact]
    public void OpenDaemonStaysOpenWhenItIsGone()
    {
        _ = _model.Press(new Key(KeyKind.Enter));
        Take("b/two");
        Assert.Equal("a/one", _model.OpenRow?.Daemon.FullName);
    }

    [Fact]
    public void SecondClickOpens()
    {
        _model.Click(1);
        Assert.Equal((TopPage.List, "b/two"), (_model.Page, _model.SelectedRow?.Daemon.FullName));
        _model.Click(1);
        Assert.Equal((TopPage.Daemon, "b/two"), (_model.Page, _model.OpenRow?.Daemon.FullName));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void ClickOutsideDoesNothing(int line)
    {
        _model.Click(line);
        Assert.Equal((TopPage.List, 0), (_model.Page, _model.Selected));
    }

    [Fact]
    public void QuitIsAWish()
    {
        Assert.Equal(TopWishKind.Quit, _model.Press(Key.Of('q')).Kind);
        Assert.Equal(TopWishKind.Quit, _model.Press(new Key(KeyKind.Interrupt)).Kind);
        Assert.Equal(TopWishKind.Suspend, _model.Press(new Key(KeyKind.Suspend)).Kind);
    }

    private List<string> Names => _model.Rows.ConvertAll(static row => row.Daemon.FullName);

    /// <summary>Presses keys: brackets are Home and End, braces are PgUp and PgDn.</summary>
    private void Press(string keys)
    {
        foreach (var key in keys)
        {
            _ = _model.Press(key switch
            {
                '[' => new Key(KeyKind.Home),
                ']' => new Key(KeyKind.End),
                '{' => new Key(KeyKind.PageUp),
                '}' => new Key(KeyKind.PageDown),
                _ => Key.Of(key),
            });
        }
    }

    private void Take(params string[] daemons) => _model.Take(new TopSnapshot(
        [.. daemons.Select(static text => RowOf(text.Split(' ')))], DateTimeOffset.UnixEpoch));

    private static TopRow RowOf(string[] words) => new(Seen.Daemon(
        words[0], words is [_, var state] ? Enum.Parse<DaemonState>(state, ignoreCase: true) : DaemonState.Running));
}
