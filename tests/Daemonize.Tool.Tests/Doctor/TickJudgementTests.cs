using Daemonize.History;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.StartChecks;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The judgements about the ticks of a daemon that was just started, without a daemon.</summary>
public sealed class TickJudgementTests
{
    [Theory]
    [InlineData("Read-only file system : '/srv/x'", "read-only file system")]
    [InlineData("Access to the path '/srv/x' is denied.", "has no right to a file")]
    [InlineData("Could not find file '/feeds.txt'.", "looks for a file in its working directory (/)")]
    [InlineData("Could not find a part of the path 'data/feeds.txt'.", "looks for a file in its working directory (/)")]
    [InlineData("Cannot read keys when either application does not have a console", "wants a terminal")]
    [InlineData("Inappropriate ioctl for device", "wants a terminal")]
    public void RefusalIsRecognized(string message, string finding)
    {
        var result = RefusedTickCheck.Judge(message, "/");
        Assert.Contains(finding, result.Finding, StringComparison.Ordinal);
        Assert.Null(result.Severity);
    }

    [Theory]
    [InlineData("the database is away")]
    [InlineData("Could not find file '/srv/news/feeds.txt'.")]
    public void OtherFailureIsARemark(string message) => Assert.Equal(Severity.Remark, RefusedTickCheck.Judge(message, "/").Severity);

    [Fact]
    public void TicksOnTheGridPass() => Assert.Equal(CheckOutcome.Passed, Grid(Ticks()).Outcome);

    [Fact]
    public void LateTickIsFound() => Assert.Equal(
        "tick 4 begins 400 ms after its slot",
        Grid(Ticks(), 4, static tick => tick with { Late = 0.4f, At = tick.At + 400_000 }).Finding);

    [Fact]
    public void SlotBetweenTheSlotsIsFound() => Assert.Equal(
        "the slot of tick 4 is not on the grid of its interval",
        Grid(Ticks(), 4, static tick => tick with { At = tick.At + 300_000 }).Finding);

    [Fact]
    public void LateBeginningIsFound() => Assert.Equal(
        "its first tick comes 2000 ms after it is ready",
        Grid(Ticks().ConvertAll(static tick => tick with { At = tick.At + 2_000_000 })).Finding);

    [Fact]
    public void MissingTicksAreFound() => Assert.StartsWith("only 3 ticks", Grid(Ticks()[..3]).Finding, StringComparison.Ordinal);

    private static CheckResult Grid(List<HistoryRecord> ticks, int number = 0, Func<HistoryRecord, HistoryRecord>? change = null)
    {
        List<HistoryRecord> records = [new() { Kind = HistoryKind.Ready, At = 1_000_000_000_000 }];
        records.AddRange(ticks.Select(tick => tick.Tick == number ? change!(tick) : tick));
        return TickGridCheck.Judge(records, interval: 1, delay: 0, jitter: 0);
    }

    private static List<HistoryRecord> Ticks() =>
    [
        .. Enumerable.Range(1, 10).Select(static number =>
            new HistoryRecord { Kind = HistoryKind.Tick, Tick = (uint)number, At = 1_000_000_000_000 + ((number - 1) * 1_000_000L) }),
    ];
}
