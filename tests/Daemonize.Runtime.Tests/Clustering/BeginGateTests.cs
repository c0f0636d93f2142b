using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Clustering;

/// <summary>When the end of a slot is recorded: with the next begin if that is near, else at once. Times are milliseconds.</summary>
public sealed class BeginGateTests
{
    [Fact]
    public void EndTravelsWithABeginThatIsNear()
    {
        var gate = Tick(interval: 1000, InterruptedPolicy.Skip);
        gate.End(1000, isComplete: true, At(1100));
        Assert.Null(gate.NextCall(At(1100)));
        Assert.Equal(At(2000), gate.WakeAt);

        var begin = gate.NextCall(At(2000))!;

        Assert.Equal((StoreStep.Begin, 2000, 1000), (begin.Step, begin.Slot, begin.Ended));
        gate.Grant(begin, Record(slot: 2000, done: 1000), At(2000));
        Assert.NotNull(gate.TryStart(At(2000)));
        Assert.Null(gate.NextCall(At(2100)));
    }

    /// <summary>A release does not wait, and takes it along.</summary>
    [Fact]
    public void EndThatWaitsIsKnownToARelease()
    {
        var gate = Tick(interval: 1000, InterruptedPolicy.Skip);
        gate.End(1000, isComplete: true, At(1100));
        Assert.Equal(1000, gate.Ended);
    }

    /// <summary>A slot that would tick again, or whose next one is far, does not wait.</summary>
    [Theory]
    [InlineData(1000, InterruptedPolicy.Rerun)]
    [InlineData(2000, InterruptedPolicy.Skip)]
    public void EndIsRecordedAtOnce(int interval, InterruptedPolicy interrupted)
    {
        var gate = Tick(interval, interrupted);
        gate.End(interval, isComplete: true, At(interval + 100));
        Assert.Equal(At(interval + 100), gate.WakeAt);
        var end = gate.NextCall(At(interval + 100))!;
        Assert.Equal((StoreStep.End, interval), (end.Step, end.Slot));
    }

    /// <summary>The next slot may be skipped, because a tick on request runs: its begin does not come.</summary>
    [Fact]
    public void EndWaitsForOneSecondAtMost()
    {
        var gate = Tick(interval: 1000, InterruptedPolicy.Skip);
        gate.End(1000, isComplete: true, At(1100));
        _ = gate.Request(At(1100));
        Assert.Null(gate.NextCall(At(1100)));
        Assert.NotNull(gate.TryStart(At(1100)));
        Assert.Null(gate.NextCall(At(2099)));

        var end = gate.NextCall(At(2100))!;

        Assert.Equal((StoreStep.End, 1000), (end.Step, end.Slot));
    }

    /// <summary>A term that ends before the store has answered leaves the slots that it has taken over to the next one.</summary>
    [Fact]
    public void LostSlotsAreCountedHoweverManyTermsItTakes()
    {
        var question = new OpenQuestion(Slot: 2000, Attempt: 1, Token: 1, At(2000), Lost: 1);
        var gate = new BeginGate(RulesOf(1000, InterruptedPolicy.Skip), Record(slot: 2000, done: 0), question);
        var end = gate.NextCall(At(2500))!;
        Assert.Equal((StoreStep.End, 1999, 1), (end.Step, end.Slot, end.Interrupted));
        Assert.Equal(question, gate.Question);

        gate.Grant(end, Record(slot: 2000, done: 1999), At(2500));

        Assert.Equal(question with { Lost = 0 }, gate.Question);
    }

    /// <summary>
    /// The answer is that it is too early, but the request before it, which had none, may be carried out when it is not: the slot would be
    /// begun, and nobody would tick.
    /// </summary>
    [Fact]
    public void RequestWithoutAnAnswerStaysOpenWhenTheNextOneWasEarly()
    {
        var gate = new BeginGate(RulesOf(1000, InterruptedPolicy.Skip), Record(slot: 0, done: 0), question: null);
        var first = gate.NextCall(At(1000))!;
        var second = gate.NextCall(At(1000))!;
        gate.Grant(second, Record(slot: 0, done: 0), At(990));
        Assert.Equal(1000, gate.Question?.Slot);

        gate = new BeginGate(RulesOf(1000, InterruptedPolicy.Skip), Record(slot: 0, done: 0), question: null);
        first = gate.NextCall(At(1000))!;
        gate.Grant(first, Record(slot: 0, done: 0), At(990));
        Assert.Null(gate.Question);
    }

    /// <summary>Creates a gate in whose first slot a tick runs.</summary>
    private static BeginGate Tick(long interval, InterruptedPolicy interrupted)
    {
        var gate = new BeginGate(RulesOf(interval, interrupted), Record(slot: 0, done: 0), question: null);
        var begin = gate.NextCall(At(interval))!;
        Assert.Equal((StoreStep.Begin, interval, 0), (begin.Step, begin.Slot, begin.Ended));
        gate.Grant(begin, Record(slot: interval, done: 0), At(interval));
        Assert.NotNull(gate.TryStart(At(interval)));
        return gate;
    }

    private static LeaseRules RulesOf(long interval, InterruptedPolicy interrupted) => new()
    {
        Me = Guid.NewGuid(),
        Timing = new LeaseTiming(9 * TimeSpan.TicksPerSecond),
        Timetable = new GridTimetable(new Grid(At(0), interval * TimeSpan.TicksPerMillisecond)),
        Interrupted = interrupted,
    };

    private static long At(long milliseconds) => StoreTime.ToTicks(milliseconds);

    private static Lease Record(long slot, long done) => new() { Shard = 0, Token = 1, Slot = slot, Done = done, Attempt = 1 };
}
