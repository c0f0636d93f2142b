using Daemonize.Scheduling;

namespace Daemonize.Tests.Scheduling;

/// <summary>The words for the decisions on requests to tick now.</summary>
public sealed class TickAnswerTests
{
    private static readonly SlotPolicy Policy = SlotPolicy.Default with { MaxParallel = 10 };

    [Theory]
    [InlineData(OverlapPolicy.Skip, "began tick 42")]
    [InlineData(OverlapPolicy.Parallel, "began a tick")]
    public void TickThatBegins(OverlapPolicy overlap, string text) =>
        AssertAnswer(new(true, text), RequestResult.Begins, Policy with { Overlap = overlap }, running: 0);

    [Theory]
    [InlineData(OverlapPolicy.Queue, MissedPolicy.All, 1, "ticks when tick 41 has ended (Overlap = Queue)")]
    [InlineData(OverlapPolicy.Replace, MissedPolicy.Skip, 1, "ticks when tick 41, which is cancelled, has ended (Overlap = Replace)")]
    [InlineData(OverlapPolicy.Skip, MissedPolicy.Once, 1, "ticks when tick 41 has ended (Missed = Once)")]
    [InlineData(OverlapPolicy.Parallel, MissedPolicy.All, 10, "ticks when one of 10 ticks has ended (Missed = All)")]
    [InlineData(OverlapPolicy.Skip, MissedPolicy.All, 0, "ticks when the slots before it have ticked (Missed = All)")]
    public void TickThatWaits(OverlapPolicy overlap, MissedPolicy missed, int running, string text) =>
        AssertAnswer(new(true, text), RequestResult.Waits, Policy with { Overlap = overlap, Missed = missed }, running);

    [Theory]
    [InlineData(OverlapPolicy.Skip, 1, true, "tick 41 is running (Overlap = Skip)")]
    [InlineData(OverlapPolicy.Skip, 1, false, "tick 41 is running")]
    [InlineData(OverlapPolicy.Parallel, 10, true, "10 ticks are running (MaxParallel = 10)")]
    public void RequestThatIsSkipped(OverlapPolicy overlap, int running, bool hasOverlap, string text) =>
        AssertAnswer(new(false, text), RequestResult.Skipped, Policy with { Overlap = overlap }, running, hasOverlap);

    [Theory]
    [InlineData(RequestResult.Ending, "the ticks that are left come before it (MaxRuns = 50)")]
    [InlineData(RequestResult.Stopping, "it is stopping")]
    internal void RequestAtTheEnd(RequestResult result, string text) =>
        AssertAnswer(new(false, text), result, Policy with { MaxRuns = 50 }, running: 1);

    private static void AssertAnswer(
        TickAnswer expected, RequestResult result, SlotPolicy policy, int running, bool hasOverlap = true) =>
        Assert.Equal(expected, TickAnswer.Of(new TickRequest(result, Taken: 41, running), policy, hasOverlap));
}
