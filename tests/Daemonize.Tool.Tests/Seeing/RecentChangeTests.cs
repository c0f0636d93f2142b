using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>What two looks at the last ticks of a daemon differ in.</summary>
public sealed class RecentChangeTests
{
    [Theory]
    [InlineData("1 2 3", "1 2 3", "")]
    [InlineData("1 2 3", "2 3 4", "4")]
    [InlineData("1 2r 3", "1 2 3", "2")]
    [InlineData("1 2r 3r", "1 2r 3 4r", "3 4r")]
    [InlineData("", "7 8", "7 8")]
    [InlineData("7 8", "", "")]
    [InlineData("1 2", "5 6", "5 6")]
    [InlineData("1 3", "1 2 3 4", "2 4")]
    public void NewEntriesAreFound(string before, string now, string changed) =>
        Assert.Equal(Entries(changed), RecentChange.NewIn(Entries(before), Entries(now)));

    [Theory]
    [InlineData("1 2", "2 3", false)]
    [InlineData("700", "1", true)]
    [InlineData("700", "", true)]
    [InlineData("", "1", false)]
    public void OtherFileIsNoticed(string before, string now, bool isOther) =>
        Assert.Equal(isOther, RecentChange.IsOtherHistory(Entries(before), Entries(now)));

    /// <summary>Makes ticks by their numbers; those with an r still run.</summary>
    private static List<HistoryEntry> Entries(string numbers) =>
    [
        .. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static number => new HistoryEntry(
            new HistoryRecord { Sequence = uint.Parse(number.TrimEnd('r'), null), Kind = HistoryKind.Tick },
            number.EndsWith('r') ? TickResult.Running : TickResult.Succeeded)),
    ];
}
