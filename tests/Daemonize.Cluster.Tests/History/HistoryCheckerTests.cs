namespace Daemonize.Cluster.Tests.History;

/// <summary>The checker accepts what the contract allows, and finds each kind of mistake.</summary>
public sealed class HistoryCheckerTests
{
    private const long Token = 1_000_000;
    private const long Minute = 60_000;

    private static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Lease Free = new() { Shard = 0, Token = 5, Slot = 100, Done = 100 };
    private static readonly Lease OfA = Free with { Owner = A, Token = Token, Until = Token + Minute };

    private readonly List<Operation> _history = [];
    private long _time;

    [Fact]
    public void EmptyHistoryIsRight() => Assert.Null(HistoryChecker.FindMistake(Free, []));

    [Fact]
    public void OneAfterTheOtherIsRight()
    {
        Add(new TakeStep(5) { Owner = A, Lease = Minute }, Token, OfA);
        Add(new TakeStep(Token) { Owner = B, Lease = Minute }, Token + 10, null);
        var begun = OfA with { Slot = 200, Missed = 3, Until = Token + 20 + Minute };
        Add(new BeginStep(Token, 200, 1, 3) { Owner = A, Lease = Minute }, Token + 20, begun);
        Add(new LookStep(), Token + 30, begun);
        var ended = begun with { Done = 200, Interrupted = 1, Owner = null };
        Add(new EndStep(Token, 200, 1, true) { Owner = A }, Token + 40, ended);
        Add(new RenewStep(Token) { Owner = A, Lease = Minute }, Token + 50, null);
        var taken = ended with { Owner = B, Token = Token + 60, Until = Token + 60 + Minute };
        Add(new TakeStep(Token) { Owner = B, Lease = Minute }, Token + 60, taken);
        AssertIsRight(Free);
    }

    /// <summary>Calls at the same time may have happened in any order: here in that of their answers, not of their calls.</summary>
    [Fact]
    public void OrderOfCallsAtTheSameTimeIsFree()
    {
        AddAt(1, 100, new LookStep(), Token, OfA);
        AddAt(2, 100, new EndStep(Token, 0, 0, true) { Owner = A }, Token, OfA with { Owner = null });
        AddAt(3, 100, new TakeStep(5) { Owner = A, Lease = Minute }, Token, OfA);
        AddAt(4, 100, new LookStep(), Token, Free);
        AddAt(5, 100, new RenewStep(Token) { Owner = A, Lease = Minute }, Token, null);
        AssertIsRight(Free);
    }

    /// <summary>An order that fits at first may be the wrong one: only the later refusal tells which of two renewals was last.</summary>
    [Fact]
    public void SearchGoesBack()
    {
        AddAt(1, 10, new RenewStep(Token) { Owner = A, Lease = 1 }, Token + 1, OfA with { Until = Token + 2 });
        AddAt(2, 10, new RenewStep(Token) { Owner = A, Lease = Minute }, Token + 1, OfA with { Until = Token + 1 + Minute });
        AddAt(11, 12, new TakeStep(Token) { Owner = B, Lease = Minute }, Token + 9, null);
        AssertIsRight(OfA);
        _history.RemoveAt(2);
        AddAt(
            11, 12, new TakeStep(Token) { Owner = B, Lease = Minute }, Token + 9,
            OfA with { Owner = B, Token = Token + 9, Until = Token + 9 + Minute });
        AssertIsRight(OfA);
    }

    /// <summary>C3, L3.</summary>
    [Fact]
    public void TwoOwnersAreFound()
    {
        Add(
            new TakeStep(Token) { Owner = B, Lease = Minute }, Token + 10,
            OfA with { Owner = B, Token = Token + 10, Until = Token + 10 + Minute });
        AssertIsWrong(OfA);
    }

    /// <summary>Two takers with the same token, each of which believes to have won.</summary>
    [Fact]
    public void TwoWinnersOfOneTokenAreFound()
    {
        AddAt(1, 10, new TakeStep(5) { Owner = A, Lease = Minute }, Token, OfA);
        AddAt(2, 10, new TakeStep(5) { Owner = B, Lease = Minute }, Token, OfA with { Owner = B });
        AssertIsWrong(Free);
    }

    /// <summary>L1.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(Token - 1)]
    [InlineData(Token + 1)]
    public void WrongTokenIsFound(long token)
    {
        Add(new TakeStep(5) { Owner = A, Lease = Minute }, Token, OfA with { Token = token });
        AssertIsWrong(Free);
    }

    /// <summary>L4.</summary>
    [Fact]
    public void StepWithAnOldTokenIsFound()
    {
        foreach (var step in (StoreStep[])[new RenewStep(5) { Owner = A, Lease = Minute },
            new BeginStep(5, 200, 1, 0) { Owner = A, Lease = Minute }, new EndStep(5, 200, 0, false) { Owner = A }])
        {
            _history.Clear();
            Add(step, Token, OfA with { Until = Token + Minute });
            AssertIsWrong(OfA);
        }
    }

    /// <summary>C1: an answer to a second begin of a slot that has ended.</summary>
    [Fact]
    public void SlotThatBeginsTwiceIsFound()
    {
        var begun = OfA with { Slot = 200 };
        Add(new BeginStep(Token, 200, 1, 0) { Owner = A, Lease = Minute }, Token, begun);
        Add(new EndStep(Token, 200, 0, false) { Owner = A }, Token, begun with { Done = 200 });
        Add(new BeginStep(Token, 200, 2, 0) { Owner = A, Lease = Minute }, Token, begun with { Done = 200, Attempt = 2 });
        AssertIsWrong(OfA);
    }

    /// <summary>C5, L6.</summary>
    [Fact]
    public void EarlySlotIsFound()
    {
        Add(new BeginStep(Token, Token + 1, 1, 0) { Owner = A, Lease = Minute }, Token, OfA with { Slot = Token + 1 });
        AssertIsWrong(OfA);
    }

    /// <summary>C2, L5.</summary>
    [Fact]
    public void CounterThatCountsARepeatedStepTwiceIsFound()
    {
        var begun = OfA with { Slot = 200, Missed = 3 };
        Add(new BeginStep(Token, 200, 1, 3) { Owner = A, Lease = Minute }, Token, begun);
        Add(new BeginStep(Token, 200, 1, 3) { Owner = A, Lease = Minute }, Token, begun with { Missed = 6 });
        AssertIsWrong(OfA);
    }

    /// <summary>L2.</summary>
    [Fact]
    public void DoneThatGoesBackIsFound()
    {
        Add(new EndStep(Token, 50, 0, false) { Owner = A }, Token, OfA with { Done = 50 });
        AssertIsWrong(OfA);
    }

    [Fact]
    public void RefusalWithoutAReasonIsFound()
    {
        Add(new RenewStep(Token) { Owner = A, Lease = Minute }, Token, null);
        AssertIsWrong(OfA);
    }

    /// <summary>The answer of a store that has lost what it had acknowledged.</summary>
    [Fact]
    public void LostStepIsFound()
    {
        Add(new EndStep(Token, 0, 0, true) { Owner = A }, Token, OfA with { Owner = null });
        Add(new LookStep(), Token, OfA);
        AssertIsWrong(OfA);
    }

    /// <summary>A look that sees the past is right only while the change may still be going on.</summary>
    [Fact]
    public void LateLookAtThePastIsFound()
    {
        AddAt(1, 10, new EndStep(Token, 0, 0, true) { Owner = A }, Token, OfA with { Owner = null });
        AddAt(5, 20, new LookStep(), Token, OfA);
        AssertIsRight(OfA);
        AddAt(11, 20, new LookStep(), Token, OfA);
        AssertIsWrong(OfA);
    }

    /// <summary>Two looks one after the other must not see two changes in different orders.</summary>
    [Fact]
    public void LooksThatDisagreeAreFound()
    {
        var (short1, long1) = (OfA with { Until = Token + 2 }, OfA with { Until = Token + 1 + Minute });
        AddAt(1, 100, new RenewStep(Token) { Owner = A, Lease = 1 }, Token + 1, short1);
        AddAt(1, 100, new RenewStep(Token) { Owner = A, Lease = Minute }, Token + 1, long1);
        AddAt(10, 20, new LookStep(), Token, short1);
        AddAt(21, 30, new LookStep(), Token, long1);
        AssertIsRight(OfA);
        AddAt(31, 40, new LookStep(), Token, short1);
        AssertIsWrong(OfA);
    }

    private void Add(StoreStep step, long now, Lease? record)
    {
        AddAt(_time, _time + 1, step, now, record);
        _time += 2;
    }

    private void AddAt(long called, long returned, StoreStep step, long now, Lease? record) =>
        _history.Add(new(called, returned, step, now, record));

    private void AssertIsRight(Lease start) => Assert.Null(HistoryChecker.FindMistake(start, _history));

    private void AssertIsWrong(Lease start) => Assert.NotNull(HistoryChecker.FindMistake(start, _history));
}
