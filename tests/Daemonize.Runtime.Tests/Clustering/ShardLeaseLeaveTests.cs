using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Clustering;

/// <summary>An owner that leaves its shard to other processes, step by step.</summary>
public sealed class ShardLeaseLeaveTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const long Length = 9 * Second;

    private static readonly Guid Me = Guid.NewGuid();

    /// <summary>The store's time at the boot of the machine.</summary>
    private static readonly long Beginning = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly ClusterClock _clock = new();
    private long _now;

    [Fact]
    public void RunningTickEndsBeforeTheRelease()
    {
        var lease = Lead(Second);
        Begin(lease);
        Assert.NotNull(lease.TryStart(_now));
        lease.Leave(_now + Length);
        Assert.Null(lease.NextCall(_now));
        lease.End(Milliseconds(Second), isComplete: true, _now);
        var release = lease.NextCall(_now)!;
        Assert.Equal((StoreStep.End, true, Milliseconds(Second)), (release.Step, release.Releases, release.Slot));
        Answer(lease, release, Record(owner: null, slot: Second, done: Second));
        AssertFollowsUntil(lease, _now + Length);
    }

    /// <summary>The store has begun it: without a tick it would count as interrupted.</summary>
    [Fact]
    public void SlotThatHasBegunStillTicks()
    {
        var lease = Lead(Second);
        var begin = Ask(lease, Second);
        lease.Leave(_now + Length);
        Answer(lease, begin, Record(Me, slot: Second));
        Assert.Null(lease.NextCall(_now));
        Assert.Equal(Milliseconds(Second), lease.TryStart(_now)!.Slot);
        lease.End(Milliseconds(Second), isComplete: true, _now);
        Assert.True(lease.NextCall(_now)!.Releases);
    }

    [Fact]
    public void NoOtherSlotBegins()
    {
        var lease = Lead(Second);
        lease.Leave(_now + Length);
        _now = 3 * Second;
        Assert.True(lease.NextCall(_now)!.Releases);
        Assert.Null(lease.TryStart(_now));
    }

    [Fact]
    public void LeadThatComesAfterTheRequestIsReleasedAtOnce()
    {
        var lease = Look(Second);
        var take = lease.NextCall(_now)!;
        lease.Leave(_now + Length);
        Answer(lease, take, Record(Me));
        Assert.True(lease.NextCall(_now)!.Releases);
    }

    /// <summary>
    /// Between two slots nobody holds the lease. The process that rests takes it again before the next one, unless it leaves.
    /// </summary>
    [Fact]
    public void ProcessThatRestsDoesNotComeBackBeforeTheSlot()
    {
        var lease = Lead(60 * Second);
        var release = lease.NextCall(_now)!;
        Assert.True(release.Releases);
        Answer(lease, release, Record(owner: null));
        Assert.True(lease.Rests);
        lease.Leave(_now + Length);
        Assert.False(lease.Rests);
        _now = (60 * Second) - 1;
        var look = lease.NextCall(_now)!;
        Assert.Equal(StoreStep.Look, look.Step);
        Answer(lease, look, Record(owner: null));
    }

    /// <summary>It stays away so that another process gets the lead, not afterwards: that one may stop, and nobody else be there.</summary>
    [Fact]
    public void LeadComesBackWhenTheNextLeaderStops()
    {
        var lease = Lead(Second);
        lease.Leave(_now + Length);
        Answer(lease, lease.NextCall(_now)!, Record(owner: null));
        Answer(lease, lease.NextCall(_now)!, Record(Guid.NewGuid(), token: 2) with { Deputy = Me });

        _now = Math.Max(Second + 1, lease.WakeAt);
        Answer(lease, lease.NextCall(_now)!, Record(owner: null, token: 2));

        Assert.InRange(_now, 0, Length - 1);
        Assert.Equal(StoreStep.Take, lease.NextCall(_now)!.Step);
    }

    /// <summary>The term that began after the request to leave is its own, not that of another process.</summary>
    [Fact]
    public void OwnTermThatCameLateIsNoReasonToComeBack()
    {
        var lease = Look(Second);
        var take = lease.NextCall(_now)!;
        lease.Leave(_now + Length);
        _now++;
        lease.Answer(take, _now - 1, _now, new LeaseReply(StoreTime.ToMilliseconds(Beginning + _now), [Record(Me, token: 2)]));
        Answer(lease, lease.NextCall(_now)!, Record(owner: null, token: 2));
        AssertFollowsUntil(lease, Length, token: 2);
    }

    private void AssertFollowsUntil(ShardLease lease, long notBefore, long token = 1)
    {
        Assert.False(lease.Leads || lease.Rests);
        for (var steps = 0; _now < notBefore - 1; steps++)
        {
            var call = lease.NextCall(_now);
            if (call is not null)
            {
                Assert.Equal(StoreStep.Look, call.Step);
                Answer(lease, call, Record(owner: null, slot: Second, done: Second, token));
            }

            Assert.InRange(steps, 0, 100);
            _now = Math.Min(Math.Max(_now + 1, lease.WakeAt), notBefore - 1);
        }

        _now = Math.Max(notBefore, lease.WakeAt);
        var look = lease.NextCall(_now)!;
        Answer(lease, look, Record(owner: null, slot: Second, done: Second, token));
        Assert.Equal(StoreStep.Take, lease.NextCall(_now)!.Step);
    }

    /// <summary>Creates a lease with slots at each interval, whose record is free.</summary>
    private ShardLease Look(long interval)
    {
        _clock.Add(_now, _now, StoreTime.ToMilliseconds(Beginning + _now));
        var lease = new ShardLease(
            new LeaseRules
            {
                Me = Me,
                Timing = new LeaseTiming(Length),
                Timetable = new GridTimetable(new Grid(Beginning, interval)),
                Random = new Random(1),
            },
            _clock, shard: 0);
        Answer(lease, lease.NextCall(_now)!, Record(owner: null));
        return lease;
    }

    private ShardLease Lead(long interval)
    {
        var lease = Look(interval);
        Answer(lease, lease.NextCall(_now)!, Record(Me));
        Assert.True(lease.Leads);
        return lease;
    }

    private void Begin(ShardLease lease) => Answer(lease, Ask(lease, Second), Record(Me, slot: Second));

    /// <summary>Comes to a slot, and gets the request that begins it.</summary>
    private StoreCall Ask(ShardLease lease, long slot)
    {
        _now = slot;
        var begin = lease.NextCall(_now)!;
        Assert.Equal((StoreStep.Begin, Milliseconds(slot)), (begin.Step, begin.Slot));
        return begin;
    }

    private void Answer(ShardLease lease, StoreCall call, Lease record) =>
        lease.Answer(call, _now, _now, new LeaseReply(StoreTime.ToMilliseconds(Beginning + _now), [record]));

    private static Lease Record(Guid? owner, long slot = 0, long done = 0, long token = 1) => new()
    {
        Shard = 0,
        Token = token,
        Owner = owner,
        Slot = Milliseconds(slot),
        Done = Milliseconds(done),
        Until = StoreTime.ToMilliseconds(Beginning) + 3_600_000,
    };

    private static long Milliseconds(long slot) => StoreTime.ToMilliseconds(Beginning + slot);
}
