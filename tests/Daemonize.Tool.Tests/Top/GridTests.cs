using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>The cells of the screen: what a program calls itself or reports must be nothing but cells.</summary>
public sealed class GridTests
{
    [Theory]
    [InlineData("\e[2Jx", "?[2Jx")]
    [InlineData("a\u009b2Jb", "a?2Jb")]
    [InlineData("\u202egnp.exe", "?gnp.exe")]
    [InlineData("a\u2066b\u2069\u200f\u061c", "a?b???")]
    [InlineData("a\r\nb\tc\u007f", "a??b?c?")]
    [InlineData("a\u2028b\u200bc\ufeff", "a?b?c?")]
    [InlineData("\ue000\u0378", "??")]
    [InlineData("Grüße", "Grüße")]
    [InlineData("日本語", "日本語")]
    public void OnlySafeCharactersAreShown(string text, string shown)
    {
        var grid = new Grid(20, 1);
        _ = grid.Write(0, 0, text);
        Assert.Equal(shown, grid.TextOf(0));
    }

    /// <summary>Half of a pair, which an attribute cannot hold: UTF-8 has no form of it.</summary>
    [Fact]
    public void BrokenTextIsShown()
    {
        var grid = new Grid(20, 1);
        _ = grid.Write(0, 0, "\ud800x");
        Assert.Equal("\ufffdx", grid.TextOf(0));
    }

    [Fact]
    public void PlainTerminalGetsOnlyAscii()
    {
        var grid = new Grid(20, 1, isPlain: true);
        _ = grid.Write(0, 0, "Grüße 日本 ▃…");
        Assert.Equal("Gr??e ?? ??", grid.TextOf(0));
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef", 6)]
    [InlineData("abcdefg", 6, "abcde…", 6)]
    [InlineData("日本語", 6, "日本語", 6)]
    [InlineData("日本語x", 6, "日本…", 5)]
    [InlineData("日本語", 1, "…", 1)]
    [InlineData("abc", 0, "", 0)]
    public void TextIsCutToItsRoom(string text, int most, string shown, int end)
    {
        var grid = new Grid(20, 1);
        Assert.Equal(end, grid.Write(0, 0, text, CellStyle.None, most));
        Assert.Equal(shown, grid.TextOf(0));
    }

    [Fact]
    public void WideCharacterTakesTwoCells()
    {
        var grid = new Grid(4, 1);
        _ = grid.Write(1, 0, "日x");
        Assert.Equal([false, false, true, false], grid.Line(0).ToArray().Select(static cell => cell.IsRightHalf));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(4, 0)]
    [InlineData(0, 1)]
    public void NothingIsWrittenOutside(int x, int y)
    {
        var grid = new Grid(4, 1);
        _ = grid.Write(x, y, "abc");
        Assert.Equal("", grid.TextOf(0));
    }

    [Fact]
    public void RightAlignedTextEndsAtItsColumn()
    {
        var grid = new Grid(8, 1);
        grid.WriteRight(6, 0, "123", CellStyle.None, 5);
        Assert.Equal("   123", grid.TextOf(0));
    }
}
