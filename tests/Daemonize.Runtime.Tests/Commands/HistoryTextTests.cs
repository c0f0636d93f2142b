using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Operations;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>What <c>history</c> shows to people, on terminals of several widths and in a pipe.</summary>
public sealed class HistoryTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void TerminalOf80Columns()
    {
        var lines = Format(Life(), Style(80));

        Assert.Equal(
            [
                "fetch: running, 9 ticks, 1 failed, 3 skipped; times in UTC",
                "│▄▃▄▁▄×○▄█┊│▄†│…",
                "█ 500ms and more  × failed  † killed  … running  ○ skipped  │ start  ┊ end  12:…",
                "",
                "TICK      TIME   TOOK   LATE  WHAT",
                "   7  12:20:00  200ms  2.00s  ok, late, by hand",
                "   8  12:21:00  1h20m    0ms  ok",
            ],
            lines[..7]);
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void TerminalOf200ColumnsShowsMoreOfTheSame()
    {
        var records = new PastRecords { First = 2 };
        for (var i = 0; i < 300; i++)
        {
            records.Tick(Now.AddSeconds(i - 300), .1 + (i % 10 / 100.0));
        }

        var narrow = Format(records, Style(80));
        var wide = Format(records, Style(200));

        Assert.Equal((80, 200), (narrow[1].Length, wide[1].Length));
        Assert.EndsWith(narrow[1], wide[1], StringComparison.Ordinal);
        Assert.Equal("█ 360ms  12:28:40 to 12:29:59", narrow[2]);
        Assert.Equal(narrow[3..], wide[3..]);
    }

    [Fact]
    public void TerminalOf40ColumnsDropsColumnsFromTheRight()
    {
        var lines = Format(Life(), Style(40));

        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 40));
        Assert.Equal(["fetch: running, 9 ticks, 1 failed, 3 sk…", "times in UTC"], lines[..2]);
        Assert.Equal(["TICK      TIME  WHAT", "   7  12:20:00  ok, late, by hand"], lines[4..6]);
        Assert.Equal("LAST           P50    P90    P99    MAX", lines[^7]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(59)]
    [InlineData(120)]
    public void NoLineIsLongerThanTheTerminal(int width)
    {
        foreach (var hasGlyphs in (bool[])[true, false])
        {
            Assert.All(Format(Life(), Style(width) with { HasGlyphs = hasGlyphs }), line => Assert.InRange(line.Length, 0, width));
        }
    }

    [Fact]
    public void TerminalWithoutGlyphsGetsLetters()
    {
        var lines = Format(Life(), Style(80) with { HasGlyphs = false });

        Assert.Equal("s43414xo48es4ksr", lines[1]);
        Assert.Equal("8 500ms and more  x failed  k killed  r running  o skipped  s start  e end  12:0", lines[2]);
        Assert.All(lines, static line => Assert.True(System.Text.Ascii.IsValid(line), line));
    }

    [Fact]
    public void PipeGetsStableColumnsOfAscii()
    {
        var lines = Format(Life(), new HistoryStyle(int.MaxValue, false, false, false, TimeZoneInfo.Utc, Now), lines: 3);

        Assert.Equal(
            [
                "fetch: running, 9 ticks, 1 failed, 3 skipped",
                "",
                "TICK                           TIME  TOOK  LATE  WHAT",
                "   -  2026-11-29T12:24:00.000+00:00     -     -  restart 4 after a kill or crash",
                "   -  2026-11-29T12:24:00.000+00:00     -     -  ready",
                "   1  2026-11-29T12:25:00.000+00:00     -   0ms  running",
                "",
                "LAST           P50    P90    P99    MAX  TICKS  FAILED  SKIPPED",
                "hour   took  200ms  1h20m  1h20m  1h20m      9       1        3",
                "hour   late    0ms  2.00s  2.00s  2.00s",
            ],
            lines[..10]);
        Assert.All(lines, static line => Assert.True(System.Text.Ascii.IsValid(line), line));
    }

    [Fact]
    public void ColoursOnlyRepeat()
    {
        var plain = Format(Life(), Style(80));
        var coloured = Format(Life(), Style(80) with { HasColours = true });

        Assert.Contains("\e[31m×\e[0m", coloured[1], StringComparison.Ordinal);
        Assert.Contains(coloured, static line => line.EndsWith("\e[32mrunning\e[0m", StringComparison.Ordinal));
        Assert.Equal(
            plain, coloured.Select(static line => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "")));
    }

    /// <summary>One tick that took far longer than all others.</summary>
    [Fact]
    public void OutlierDoesNotFlattenTheRest()
    {
        var records = new PastRecords();
        for (var i = 0; i < 30; i++)
        {
            records.Tick(Now.AddMinutes(i - 30), i == 20 ? 1e6 : .01 * (1 + (i % 3)));
        }

        Assert.Equal("▂▃▄▂▃▄▂▃▄▂▃▄▂▃▄▂▃▄▂▃█▂▃▄▂▃▄▂▃▄", Format(records, Style(80))[1]);
    }

    [Fact]
    public void TicksWithoutADurationAreLow()
    {
        var lines = Format(new PastRecords().Tick(Now, 0).Tick(Now, 0), Style(80));

        Assert.Equal("▁▁", lines[1]);
        Assert.Equal("12:30:00.000 to 12:30:00.000", lines[2]);
    }

    [Fact]
    public void SumsAreMarkedAsAboutAndAtMost()
    {
        var minute = HistorySum.MinuteOf(HistoryFormat.Microseconds(Now)) - 5;
        var content = new PastRecords { First = 5000 }.Tick(Now, 1).Content(
            [new HistorySum { Minute = minute, Ticks = 99, MeanTook = .2f, MostTook = .3f, MostLate = .1f }]);

        Assert.Equal(
            ["hour   took  ≈200ms  ≤300ms  ≤300ms  ≤1.00s    100       0        0", "       late  ≤100ms  ≤100ms  ≤100ms  ≤100ms"],
            Format(content, Style(80))[^6..^4]);
        Assert.Equal(
            [
                "hour   took   ~200ms  <=300ms  <=300ms  <=1.00s    100       0        0",
                "       late  <=100ms  <=100ms  <=100ms  <=100ms",
            ],
            Format(content, Style(80) with { HasGlyphs = false })[^6..^4]);
    }

    [Fact]
    public void HistoryWithoutEntriesSaysSo()
    {
        Assert.Equal(["fetch: running; times in UTC", "", "no ticks yet"], Format(new PastRecords(), Style(80))[..3]);
        Assert.Equal(
            ["fetch: running; times in UTC", "", "nothing since 12:29:00"],
            Format(new PastRecords().Tick(Now.AddHours(-1), 1).Content(), Style(80), since: Now.AddMinutes(-1))[..3]);
    }

    /// <summary>Numbers of a file that something else has sealed.</summary>
    [Fact]
    public void AnyNumbersAreShown()
    {
        List<HistoryRecord> records = [];
        foreach (var number in (float[])[float.NaN, -1, float.MaxValue, float.Epsilon, 9e11f])
        {
            foreach (var at in (long[])[long.MinValue, 0, long.MaxValue])
            {
                foreach (var kind in (byte[])[1, 2, 3, 4, 5, 6, 7, 99])
                {
                    records.Add(
                        new HistoryRecord
                        {
                            Sequence = uint.MaxValue,
                            Kind = (HistoryKind)kind,
                            Flags = (HistoryFlags)(byte)(records.Count * 37),
                            Count = ushort.MaxValue,
                            At = at,
                            Took = number,
                            Late = number,
                            Tick = uint.MaxValue,
                        });
                }
            }
        }

        HistorySum sum = new() { Minute = uint.MaxValue, Ticks = uint.MaxValue, MeanTook = float.NaN, MostTook = float.MaxValue };
        Pulse pulse = new() { Ticks = long.MinValue, LastTick = 1, LastTickAt = long.MaxValue, SumOfTook = double.NaN };
        var content = new HistoryContent(pulse, records, [sum], [sum]);
        foreach (var style in (HistoryStyle[])[Style(80), Style(200) with { HasColours = true }, Style(80) with { IsDrawn = false }])
        {
            Assert.Contains("MAX", string.Join('\n', Format(content, style, lines: int.MaxValue)), StringComparison.Ordinal);
        }

        var history = Of(content);
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(HistoryJson.Format([("fetch", "/x", history, null)], null, int.MaxValue)));
        Assert.NotEmpty(HistoryCsv.Format([history], null, int.MaxValue));
    }

    [Theory]
    [InlineData(true, "xterm", "de_DE.UTF-8", null, null)]
    [InlineData(true, "tmux-256color", null, "C.utf8", null)]
    [InlineData(false, "xterm", "de_DE.UTF-8", "C", null)]
    [InlineData(false, "xterm", "de_DE.UTF-8", "C.UTF-8", "POSIX")]
    [InlineData(true, "xterm", "", "", "en_US.utf-8")]
    [InlineData(false, "xterm", "de_DE", null, null)]
    [InlineData(false, "xterm", null, null, null)]
    [InlineData(false, "dumb", "C.UTF-8", null, null)]
    [InlineData(false, "linux", "C.UTF-8", null, null)]
    [InlineData(false, null, "C.UTF-8", null, null)]
    public void GlyphsNeedALocaleAndATerminal(bool isShown, string? term, string? lang, string? type, string? all) => Assert.Equal(
        isShown,
        HistoryStyle.ShowsGlyphs(name => name switch { "TERM" => term, "LANG" => lang, "LC_CTYPE" => type, _ => all }));

    /// <summary>Two runs: one with ticks of all kinds that was killed, one that was killed in a tick, and one that runs a tick.</summary>
    private static PastRecords Life() => new PastRecords()
        .Start(Now.AddMinutes(-30))
        .Tick(Now.AddMinutes(-29), .2).Tick(Now.AddMinutes(-28), .18).Tick(Now.AddMinutes(-27), .25)
        .Tick(Now.AddMinutes(-26), .001, HistoryFlags.Replaced).Tick(Now.AddMinutes(-25), .2, retries: 2)
        .Tick(Now.AddMinutes(-12), .2, HistoryFlags.Failed | HistoryFlags.TimedOut)
        .Note(HistoryKind.Skipped, Now.AddMinutes(-11), 3)
        .Tick(Now.AddMinutes(-10), .2, HistoryFlags.Late | HistoryFlags.ByHand, late: 2).Tick(Now.AddMinutes(-9), 4800)
        .Note(HistoryKind.Ended, Now.AddMinutes(-8))
        .Start(Now.AddMinutes(-7)).Tick(Now.AddMinutes(-7), .2).Tick(Now.AddMinutes(-6.5), 0, HistoryFlags.Running)
        .Start(Now.AddMinutes(-6), restart: 4).Tick(Now.AddMinutes(-5), 0, HistoryFlags.Running);

    private static HistoryStyle Style(int width) => new(width, true, true, false, TimeZoneInfo.Utc, Now);

    private static string[] Format(PastRecords records, HistoryStyle style, int lines = 10) => Format(
        records.Content(pulse: records.All.Count > 5 ? new Pulse { Ticks = 9, Failed = 1, Skipped = 3 } : null), style, lines);

    private static string[] Format(HistoryContent content, HistoryStyle style, int lines = 10, DateTimeOffset? since = null) =>
        new HistoryText(style, since, lines).Format(Of(content)).TrimEnd('\n').Split('\n');

    private static DaemonHistory Of(HistoryContent content) =>
        new("fetch", "/run/fetch.history", true, HistoryOverview.Of(content, isRunning: true, Now));
}
