using Daemonize.Clustering;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Clustering;

/// <summary>One world: its hosts, schedule and policies, and what goes wrong in it. Everything follows from the seed.</summary>
internal sealed class SimulationPlan
{
    private const long Second = TimeSpan.TicksPerSecond;

    private static readonly long[] Leases = [3 * Second, 5 * Second, 9 * Second, 15 * Second];
    private static readonly long[] Intervals = [Second, 2 * Second, 5 * Second, 10 * Second, 40 * Second];

    public SimulationPlan(int seed, PlantedBug bug)
    {
        Seed = seed;
        Bug = bug;
        Random = new Random(seed);
        Lease = Pick(Leases);
        Interval = Pick(Intervals);
        Hosts = Random.Next(2, 5);
        Interrupted = bug == PlantedBug.RerunsWithoutLimit || Random.Next(2) == 0 ? InterruptedPolicy.Rerun : InterruptedPolicy.Skip;
        var overlap = Interrupted == InterruptedPolicy.Rerun
            ? Pick([OverlapPolicy.Skip, OverlapPolicy.Queue, OverlapPolicy.Replace])
            : Pick([OverlapPolicy.Skip, OverlapPolicy.Queue, OverlapPolicy.Replace, OverlapPolicy.Parallel]);
        Policy = new SlotPolicy(overlap, Random.Next(2, 5), Pick([MissedPolicy.Skip, MissedPolicy.Once, MissedPolicy.All]), 10, 0);
        LongestTick = Pick([Interval / 10, Interval / 2, Interval * 2, Lease * 2]);
        LossRate = Pick([0, 0.001, 0.02, 0.1]);
        LateRate = Pick([0, 0.001, 0.02]);
        Heals = (Random.Next(60, 240) * Second) + Random.Next(10_000_000);
        Ends = Heals + (4 * Lease) + (2 * Interval) + (150 * Second);
    }

    public int Seed { get; }

    public PlantedBug Bug { get; }

    public Random Random { get; }

    public int Hosts { get; }

    public long Lease { get; }

    public long Interval { get; }

    public long LongestTick { get; }

    public InterruptedPolicy Interrupted { get; }

    public SlotPolicy Policy { get; }

    /// <summary>The part of requests, and of replies, that are lost.</summary>
    public double LossRate { get; }

    /// <summary>The part of requests, and of replies, that come up to 25 s late.</summary>
    public double LateRate { get; }

    /// <summary>When the last fault is over.</summary>
    public long Heals { get; }

    public long Ends { get; }

    public ITimetable Timetable => new GridTimetable(new Grid(DateTime.UnixEpoch.Ticks, Interval));

    /// <summary>The rules of a process.</summary>
    public LeaseRules RulesOf(Guid me) => new()
    {
        Me = me,
        Timing = new LeaseTiming(Lease),
        Timetable = Timetable,
        Policy = Policy,
        Interrupted = Interrupted,
        MaxAttempts = Bug == PlantedBug.RerunsWithoutLimit ? int.MaxValue : 3,
        Random = Random,
    };

    public T Pick<T>(T[] choices) => choices[Random.Next(choices.Length)];

    public long Between(long least, long most) => Random.NextInt64(least, most + 1);

    public override string ToString() =>
        $"seed {Seed}: {Hosts} hosts, lease {Lease / Second} s, interval {Interval / Second} s, {Policy.Overlap}, {Policy.Missed}, {Interrupted}, "
        + $"ticks up to {LongestTick / (double)Second} s, loss {LossRate}, late {LateRate}, heals at {Heals / (double)Second} s";
}
