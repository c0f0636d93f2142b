using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>The screen as a person sees it, without a terminal.</summary>
public sealed class TopScreenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 14, 32, 6, TimeSpan.Zero);
    private readonly TopModel _model = new(isReadOnly: false);

    [Fact]
    public void TableIsAsDrawn()
    {
        _model.Take(new TopSnapshot(
            [
                new TopRow(Seen.Daemon("sensors/upload", DaemonState.Dead)),
                new TopRow(Seen.Daemon("newsapp/fetch"))
                {
                    Ticks = 780, Failed = 1, Took = 0.212, Next = Now.AddSeconds(3.2), Memory = 34 << 20, Cpu = 0.14,
                    Strip = [new StripCell('▃', CellStyle.None), new StripCell('×', CellStyle.Red)],
                },
            ],
            Now));
        Assert.Equal(
            [
                " atlas · deploy    2 daemons: 1 running  1 dead                                                      14:32:06",
                "   PROGRAM  DAEMON  STATE         TICKS  FAILED  LAST 30 TICKS                      TOOK   NEXT    MEM    CPU",
                " × sensors  upload  dead              -       -                                        -      -      -      -",
                " ● newsapp  fetch   running         780       1                              ▃×    212ms     4s    34M    0.1",
                "", "",
                "",
                " q quit  ? keys  enter open  / filter  s stop  r restart  t tick  l log  ! attention  < > sort",
            ],
            Draw(110, 8));
    }

    [Fact]
    public void SmallTerminalShowsNameAndState()
    {
        _model.Take(new TopSnapshot([new TopRow(Seen.Daemon("sensors/upload", DaemonState.Hung))], Now));
        Assert.Equal(" ▲ sensors  upload  hung              -       -", Draw(60, 12)[2]);
    }

    [Fact]
    public void HostileNamesAreOnlyCells()
    {
        _model.Take(new TopSnapshot([new TopRow(Seen.Daemon("a\e[2J/\u202eb\u009b"))], Now));
        Assert.StartsWith(" ● a?[2J    ?b?     running", Draw(100, 8)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void OldNewsIsSaid()
    {
        _model.Take(new TopSnapshot([], Now.AddSeconds(-9)));
        Assert.StartsWith(" atlas · deploy    no news for 9s", Draw(80, 8)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void PlainTerminalHasLetters()
    {
        _model.Take(new TopSnapshot([new TopRow(Seen.Daemon("sensors/upload", DaemonState.Dead))], Now));
        Assert.All(Draw(80, 8, isPlain: true), static line => Assert.True(line.All(char.IsAscii), line));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(20, 3)]
    public void TinyTerminalIsNoFailure(int width, int height)
    {
        _model.Take(new TopSnapshot([new TopRow(Seen.Daemon("sensors/upload"))], Now));
        _ = Draw(width, height);
        _ = _model.Press(new Key(KeyKind.Enter));
        _ = Draw(width, height);
        _ = _model.Press(Key.Of('?'));
        Assert.Equal(height, Draw(width, height).Count);
    }

    /// <summary>Over a slow connection too: two hundred daemons tick between two frames, and the screen shows 46 of them.</summary>
    [Fact]
    public void FrameOfManyDaemonsIsSmall()
    {
        var random = new Random(7);
        var (writer, screen) = (new FrameWriter(hasColours: true), new TopScreen("atlas", "deploy", TimeZoneInfo.Utc));
        var strips = Enumerable.Range(0, 200).Select(_ => new Queue<char>("▂▃▃▃▂▃▄▃▂▃▃▂▄▃▂▃▃▂▃▄▂▃▃▂▃▃▂▃▃▃")).ToList();
        Grid? before = null;
        var most = 0;
        for (var second = 0; second < 20; second++)
        {
            strips.ForEach(strip =>
            {
                _ = strip.Dequeue();
                strip.Enqueue("▂▃▃▄"[random.Next(4)]);
            });
            _model.Take(new TopSnapshot([.. strips.Select((strip, i) => RowOf(i, second, strip))], Now.AddSeconds(second)));
            var grid = new Grid(150, 50);
            screen.Draw(grid, _model, Now.AddSeconds(second));
            var bytes = writer.Write(before, grid).Length;
            most = before is null ? 0 : Math.Max(most, bytes);
            before = grid;
        }

        Assert.InRange(most, 1000, 6 * 1024);
    }

    [Fact]
    public void KeysScrollOnASmallTerminal()
    {
        _ = _model.Press(Key.Of('?'));
        Assert.StartsWith(" up down, j k  move", Draw(60, 12)[2], StringComparison.Ordinal);
        Assert.DoesNotContain(Draw(60, 12)[2..10], static line => line.StartsWith(" q ", StringComparison.Ordinal));
        _ = _model.Press(new Key(KeyKind.End));
        var end = Draw(60, 12);
        Assert.Equal([" e             end", " l             reload"], Draw(60, 12, isPlain: true)[8..10]);
        Assert.Equal([" ┊             end", " ↻             reload"], end[8..10]);
        _ = _model.Press(Key.Of('k'));
        Assert.Equal(end[2..9], Draw(60, 12)[3..10]);
        _ = _model.Press(new Key(KeyKind.Home));
        Assert.StartsWith(" up down, j k  move", Draw(60, 12)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void LargeTerminalShowsAllKeys()
    {
        _ = _model.Press(Key.Of('?'));
        Assert.Equal([" q             quit", "", " ▁▄█           a tick: the longer it took, the higher"], Draw(80, 30)[14..17]);
        _ = _model.Press(Key.Of('j'));
        Assert.StartsWith(" up down, j k  move", Draw(80, 30)[2], StringComparison.Ordinal);
    }

    private static TopRow RowOf(int number, int second, Queue<char> strip) => new(Seen.Daemon($"program/daemon{number}"))
    {
        Ticks = 7200 + second,
        Took = 0.0021,
        Next = Now.AddSeconds(second + 1),
        Memory = 34 << 20,
        Cpu = 0.1,
        Strip = [.. strip.Select(static glyph => new StripCell(glyph, CellStyle.None))],
    };

    private List<string> Draw(int width, int height, bool isPlain = false)
    {
        var grid = new Grid(width, height, isPlain);
        new TopScreen("atlas", "deploy", TimeZoneInfo.Utc).Draw(grid, _model, Now);
        return [.. Enumerable.Range(0, height).Select(grid.TextOf)];
    }
}
