using System.Text;
using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>The bytes that turn one frame into the next.</summary>
public sealed class FrameWriterTests
{
    private readonly FrameWriter _writer = new(hasColours: true);

    [Fact]
    public void EqualFramesAreNoBytes() => Assert.Equal("", Write(GridOf("abc"), GridOf("abc")));

    [Fact]
    public void FirstFrameClearsTheScreen() => Assert.Equal("\e[0m\e[2J\e[1;1Habc", Write(null, GridOf("abc")));

    [Fact]
    public void FrameOfAnotherSizeClearsTheScreen() =>
        Assert.StartsWith("\e[0m\e[2J", Write(new Grid(5, 5), GridOf("abc")), StringComparison.Ordinal);

    [Fact]
    public void OnlyWhatDiffersIsWritten() =>
        Assert.Equal("\e[1;2HX\e[2;20HY", Write(GridOf("abc", "..................."), GridOf("aXc", "...................Y")));

    [Fact]
    public void NearDifferencesAreOneRun() => Assert.Equal("\e[1;1HXbcX", Write(GridOf("abcd"), GridOf("XbcX")));

    [Fact]
    public void WideCharacterIsReplacedWhole()
    {
        Assert.Equal("\e[1;1Hab", Write(GridOf("日x"), GridOf("abx")));
        Assert.Equal("\e[1;1H日", Write(GridOf("abx"), GridOf("日x")));
        Assert.Equal("\e[1;1H本", Write(GridOf("日x"), GridOf("本x")));
        Assert.Equal("\e[1;1H語\e[1;10Hz", Write(GridOf("日本x    y"), GridOf("語本x    z")));
        Assert.Equal("\e[1;1Ha本b", Write(GridOf("x本x"), GridOf("a本b")));
    }

    [Fact]
    public void StyleEndsWithTheFrame()
    {
        var grid = GridOf("");
        _ = grid.Write(0, 0, "a", CellStyle.Red | CellStyle.Bold);
        _ = grid.Write(1, 0, "b", CellStyle.Reverse);
        Assert.Equal("\e[1;1H\e[0;1;31ma\e[0;7mb\e[0m", Write(GridOf(""), grid));
    }

    [Fact]
    public void WithoutColoursOnlyTheWeightIsLeft()
    {
        var grid = GridOf("");
        _ = grid.Write(0, 0, "a", CellStyle.Red | CellStyle.Dim);
        _ = grid.Write(1, 0, "b", CellStyle.Reverse | CellStyle.Green);
        Assert.Equal("\e[1;1Ha\e[0;7mb\e[0m", Encoding.UTF8.GetString(new FrameWriter(hasColours: false).Write(GridOf(""), grid).Span));
    }

    [Fact]
    public void SynchronizedFrameIsBracketed()
    {
        _writer.IsSynchronized = true;
        Assert.Equal("\e[?2026h\e[1;1HX\e[?2026l", Write(GridOf("a"), GridOf("X")));
        Assert.Equal("", Write(GridOf("a"), GridOf("a")));
    }

    private string Write(Grid? before, Grid now) => Encoding.UTF8.GetString(_writer.Write(before, now).Span);

    private static Grid GridOf(params string[] lines)
    {
        var grid = new Grid(30, 2);
        for (var y = 0; y < lines.Length; y++)
        {
            _ = grid.Write(0, y, lines[y]);
        }

        return grid;
    }
}
