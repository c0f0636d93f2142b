using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>The columns that fit a terminal.</summary>
public sealed class TopLayoutTests
{
    private static readonly TopRow Row = new(Seen.Daemon("newsapp/fetch"));

    [Theory]
    [InlineData(200, "PROGRAM DAEMON STATE TICKS FAILED LAST 30 TICKS TOOK NEXT MEM CPU")]
    [InlineData(110, "PROGRAM DAEMON STATE TICKS FAILED LAST 30 TICKS TOOK NEXT MEM CPU")]
    [InlineData(100, "PROGRAM DAEMON STATE TICKS FAILED LAST 30 TICKS TOOK NEXT")]
    [InlineData(80, "PROGRAM DAEMON STATE TICKS FAILED LAST 30 TICKS")]
    [InlineData(60, "PROGRAM DAEMON STATE TICKS FAILED")]
    [InlineData(34, "PROGRAM DAEMON STATE")]
    public void ColumnsAreDroppedFromTheRight(int width, string headings) => Assert.Equal(
        headings, string.Join(' ', Place(width, Row).Select(static placed => placed.Column.Heading)));

    [Theory]
    [InlineData(60)]
    [InlineData(40)]
    public void LongNamesLeaveRoomForTheState(int width)
    {
        var columns = Place(width, new TopRow(Seen.Daemon($"{new string('p', 80)}/{new string('d', 80)}")));
        var last = columns[^1];
        Assert.True(last.X + last.Width <= width);
        Assert.Contains(columns, static placed => placed.Column == TopColumn.State);
        Assert.All(columns, static placed => Assert.True(placed.Width >= 5));
    }

    [Fact]
    public void ColumnsDoNotOverlap()
    {
        var columns = Place(200, Row);
        Assert.All(columns.Zip(columns[1..]), static pair => Assert.True(pair.First.X + pair.First.Width < pair.Second.X));
    }

    private static List<PlacedColumn> Place(int width, TopRow row) =>
        TopLayout.Place(width, [row], DateTimeOffset.UnixEpoch, isPlain: false);
}
