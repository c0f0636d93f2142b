using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.StartChecks;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>The judgements about what a process and its log are after some time, without a process.</summary>
public sealed class SteadyJudgementTests
{
    private static readonly TimeSpan Minute = new(0, 1, 0);

    [Fact]
    public void SteadyProcessPasses() =>
        Assert.Equal(CheckOutcome.Passed, SteadyCheck.Judge(Samples(static i => Sample(i)), Minute).Outcome);

    [Fact]
    public void MemoryThatGrowsOnIsFound() => Assert.StartsWith(
        "its memory grows by ", SteadyCheck.Judge(Samples(static i => Sample(i) with { Memory = (50 << 20) + (i << 20) }), Minute).Finding,
        StringComparison.Ordinal);

    [Fact]
    public void MemoryThatStopsGrowingPasses() => Assert.Equal(
        CheckOutcome.Passed,
        SteadyCheck.Judge(Samples(static i => Sample(i) with { Memory = (50 << 20) + (Math.Min(i, 12) << 20) }), Minute).Outcome);

    [Fact]
    public void ThreadsThatPileUpAreFound() => Assert.StartsWith(
        "its threads pile up: ", SteadyCheck.Judge(Samples(static i => Sample(i) with { Threads = 10 + i }), Minute).Finding,
        StringComparison.Ordinal);

    [Fact]
    public void CostOfATickThatDoublesIsFound() => Assert.StartsWith(
        "a tick costs more and more: ", SteadyCheck.Judge(Samples(static i => Sample(i) with { Cpu = 0.001 * i * i * i }), Minute).Finding,
        StringComparison.Ordinal);

    [Fact]
    public void LogWithoutAnEndOfALineIsFound() => Assert.StartsWith(
        "rotation has cut a line", LogChecks.JudgeRotation(["a\n"u8.ToArray(), "b"u8.ToArray()], true).Finding, StringComparison.Ordinal);

    [Fact]
    public void LogThatSaysWhatItLostIsFound() => Assert.StartsWith(
        "lines were lost: ", LogChecks.JudgeRotation(["x 12 lines were lost: disk full\n"u8.ToArray()], true).Finding,
        StringComparison.Ordinal);

    private static List<SteadySample> Samples(Func<int, SteadySample> sample) => [.. Enumerable.Range(0, 24).Select(sample)];

    private static SteadySample Sample(int index) => new(50 << 20, 30 + (index % 2), 12, 0.01 * index, 5 * index);
}
