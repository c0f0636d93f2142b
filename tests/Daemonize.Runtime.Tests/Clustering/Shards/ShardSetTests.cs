using Daemonize.Cluster;
using Daemonize.Clustering;
using static Daemonize.Tests.Clustering.Shards.ShardWorld;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>How shards spread over processes that come, stop and die.</summary>
public sealed class ShardSetTests
{
    private const long Minute = 60 * Second;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 1)]
    [InlineData(64, 3)]
    [InlineData(7, 10)]
    [InlineData(100, 10)]
    public void EachProcessHasItsPart(int shards, int processes)
    {
        var world = new ShardWorld(shards, 5 * Second, 15 * Second);
        world.Start(processes);

        world.Pass(Minute);

        world.CheckParts();
    }

    [Fact]
    public void FirstProcessBeginsAtOnce()
    {
        var world = new ShardWorld(64, 5 * Second, 15 * Second);
        world.Start();

        world.Pass(100 * Millisecond);

        world.CheckParts();
    }

    [Fact]
    public void JoinMovesNoMoreThanThePartOfTheNewProcess()
    {
        var world = new ShardWorld(1024, 5 * Second, 15 * Second);
        world.Start(100);
        world.Pass(2 * Minute);
        world.CheckParts();
        world.History.Forget();

        world.Start();
        world.Pass(Minute);

        world.CheckParts();
        Assert.InRange(world.History.Moves.Values.Sum(), 1024 / 101, (int)(1.1 * 1024 / 101) + 1);
    }

    [Fact]
    public void RollingRestartMovesEachShardTwiceAtMost()
    {
        var world = new ShardWorld(64, Second, 15 * Second);
        var processes = world.Start(10);
        world.Pass(Minute);
        world.History.Forget();

        foreach (var old in processes)
        {
            old.Stop();
            world.Pass(2 * Second);
            world.Start();
            world.Pass(3 * Second);
        }

        world.Pass(Minute);

        world.CheckParts();
        Assert.All(world.History.Moves, static move => Assert.InRange(move.Value, 1, 2));
        Assert.InRange(world.History.LongestGap, 1000, 8000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(60)]
    public void ShardsOfADeadProcessTickAgainAfterOneLease(int lease)
    {
        var world = new ShardWorld(64, Second, lease * Second);
        world.Start(4);
        world.Pass((Minute * 2) + (lease * 2 * Second));
        world.CheckParts();
        world.History.Forget();

        world.Processes[1].Kill();
        world.Pass(Minute + (2 * lease * Second));

        world.CheckParts();
        Assert.InRange(world.History.LongestGap, 1000, (lease + 3) * 1000);
        Assert.InRange(world.History.Moves.Count, 16, 17);
    }

    [Fact]
    public void ShardsRestBetweenSlotsThatAreFarAway()
    {
        var world = new ShardWorld(64, 10 * Minute, 15 * Second);
        world.Start(2);
        world.Pass(11 * Minute);
        world.CheckParts();
        var before = world.Store.Statements;

        world.Pass(5 * Minute);

        // A heartbeat of each process, and nothing for the leases.
        Assert.InRange(world.Store.Statements - before, 2, 2 * 61);
        Assert.All(world.Store.Leases.Values, static lease => Assert.Null(lease.Owner));
    }

    [Fact]
    public void JoinerTakesRestingShardsAtTheirNextSlot()
    {
        var world = new ShardWorld(64, 10 * Minute, 15 * Second);
        world.Start(3);
        world.Pass(11 * Minute);
        world.CheckParts();
        world.History.Forget();

        world.Start();
        world.Pass(10 * Minute);

        world.CheckParts();
        Assert.InRange(world.History.Moves.Values.Sum(), 16, 18);
        Assert.InRange(world.History.Latest, 0, 250);
    }

    [Fact]
    public void HandoverLeavesTheShardsForOneLease()
    {
        var world = new ShardWorld(64, Second, 15 * Second);
        world.Start(2);
        world.Pass(Minute);

        world.Processes[0].HandOver();
        world.Pass(14 * Second);
        Assert.Empty(world.Processes[0].Held);
        Assert.Equal(64, world.Processes[1].Held.Count);

        world.Pass(Minute);
        world.CheckParts();
    }

    /// <summary>Shards that wait for the ends of their ticks to be released are neither taken nor looked at.</summary>
    [Fact]
    public void DeathOfAJoinerWhileShardsAreLeftHarmsNothing()
    {
        var world = new ShardWorld(6, 5 * Second, 3 * Second) { LongestTick = Minute };
        world.Start();
        world.Pass(6 * Second);
        world.Start();
        world.Pass(4 * Second);

        world.Processes[1].Kill();
        world.Pass(3 * Minute);

        world.CheckParts();
    }

    /// <summary>The reply to a look may come while the process waits for the ends of its last ticks.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void NothingIsTakenAfterAStop(bool stops, int taken)
    {
        var clock = new ClusterClock();
        clock.Add(sent: 0, received: 0, now: 0);
        var set = new ShardSet(new LeaseRules { Me = Guid.NewGuid(), Timing = new LeaseTiming(Second), Shards = 1 }, clock);
        set.Meet(members: 1, rank: 0, now: 0);
        var look = Assert.IsType<StoreCall[]>(set.NextLook(now: 0));
        if (stops)
        {
            set.Stop();
        }

        set.AnswerLook(look, new LeaseReply(0, [LeaseSteps.Create(0, 0)]), now: 0);

        Assert.Equal(taken, set.Leases.Count);
    }

    [Fact]
    public void FewTickAtATime()
    {
        var world = new ShardWorld(64, 5 * Second, 15 * Second) { MaxParallel = 4, LongestTick = 100 * Millisecond };
        world.Start();

        world.Pass(Minute);

        Assert.Equal(64 * 12, world.History.Ticks, 64.0);
    }

    [Fact]
    public void OneStatementServesAllShards()
    {
        var world = new ShardWorld(1000, 5 * Second, 15 * Second) { LongestTick = 0 };
        world.Start();
        world.Pass(Minute);
        var (before, ticks) = (world.Store.Statements, world.History.Ticks);

        world.Pass(10 * Minute);

        // A begin and an end of all shards for each slot, and the heartbeats.
        Assert.Equal(120_000, world.History.Ticks - ticks);
        Assert.InRange(world.Store.Statements - before, 240, 600);
    }

    [Fact]
    public void PromisesHoldWhateverHappens()
    {
        // Each has up to 60 shards.
        var first = SimulationTests.FirstSeed;
        Parallel.For(first, first + (SimulationTests.Seeds / 100), static seed => new ShardStorm(seed).Run());
    }

    [Theory]
    [InlineData(64, 1, 0, 64)]
    [InlineData(64, 3, 0, 22)]
    [InlineData(64, 3, 1, 21)]
    [InlineData(2, 3, 2, 0)]
    public void PartsDifferByOneAtMost(int shards, int members, int rank, int part) =>
        Assert.Equal(part, ShardQuota.Of(shards, members, rank));
}
