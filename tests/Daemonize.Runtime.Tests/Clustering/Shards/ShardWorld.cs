using Daemonize.Clustering;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>Processes that share the shards of a daemon, in virtual time and against a store in memory.</summary>
internal sealed class ShardWorld
{
    public const long Second = TimeSpan.TicksPerSecond;
    public const long Millisecond = TimeSpan.TicksPerMillisecond;

    private readonly PriorityQueue<Action, (long Time, long Number)> _events = new();
    private readonly long _begin = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private long _number;
    private int _processes;
    private int _atOnce;

    public ShardWorld(int shards, long interval, long lease, int seed = 1)
    {
        (Shards, Interval, Lease, Random) = (shards, interval, TimeSpan.FromTicks(lease), new Random(seed));
        Store = new ShardStore(this);
        History = new ShardHistory(this);
    }

    public int Shards { get; }

    public long Interval { get; }

    public TimeSpan Lease { get; }

    public Random Random { get; }

    public ShardStore Store { get; }

    public ShardHistory History { get; }

    public List<ShardProcess> Processes { get; } = [];

    public IEnumerable<ShardProcess> Living => Processes.Where(static process => !process.IsDead);

    /// <summary>The part of calls that are lost.</summary>
    public double LossRate { get; set; }

    public int MaxParallel { get; init; } = int.MaxValue;

    public long LongestTick { get; init; } = 50 * Millisecond;

    /// <summary>The time since the beginning, in ticks: CLOCK_BOOTTIME of all machines.</summary>
    public long Time { get; private set; }

    public long StoreNow => StoreTime.ToMilliseconds(_begin + Time);

    public ShardProcess Start()
    {
        var bytes = new byte[16];
        Random.NextBytes(bytes);
        var me = new Guid(bytes);
        var rules = new LeaseRules
        {
            Me = me,
            Timing = new LeaseTiming(Lease.Ticks),
            Shards = Shards,
            MaxParallel = MaxParallel,
            Timetable = new GridTimetable(new Grid(DateTime.UnixEpoch.Ticks, Interval)),
            Policy = SlotPolicy.Default with { Missed = MissedPolicy.Once },
            Random = Random,
        };
        var process = new ShardProcess(this, rules, $"host:{++_processes}");
        Processes.Add(process);
        process.Run();
        return process;
    }

    public List<ShardProcess> Start(int count) => [.. Enumerable.Range(0, count).Select(_ => Start())];

    public void At(long time, Action action) => _events.Enqueue(action, (Math.Max(time, Time), _number++));

    public void After(long wait, Action action) => At(Time + wait, action);

    public long Between(long least, long most) => Random.NextInt64(least, most + 1);

    public bool IsLost() => LossRate > 0 && Random.NextDouble() < LossRate;

    /// <summary>Lets time pass.</summary>
    public void Pass(long time)
    {
        var end = Time + time;
        while (_events.TryPeek(out _, out var at) && at.Time <= end)
        {
            var action = _events.Dequeue();
            _atOnce = at.Time == Time ? _atOnce + 1 : 0;
            Assert.True(_atOnce < 100_000, "time stands still: a process wakes up again and again");
            Time = at.Time;
            action();
        }

        Time = end;
    }

    /// <summary>Every shard has one process, and each process its part.</summary>
    public void CheckParts()
    {
        var living = Living.OrderBy(static process => process.Me).ToList();
        var parts = living.Select((process, rank) => (process.Held.Count, ShardQuota.Of(Shards, living.Count, rank))).ToList();
        Assert.All(parts, static part => Assert.Equal(part.Item2, part.Count));
        Assert.Equal(Enumerable.Range(0, Shards), living.SelectMany(static process => process.Held).Order());
    }
}
