using static Daemonize.Tests.Clustering.Shards.ShardWorld;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>A world in which processes come, stop, hand over and die at random, and calls are lost; then it heals.</summary>
internal sealed class ShardStorm
{
    private readonly ShardWorld _world;
    private readonly string _text;

    public ShardStorm(int seed)
    {
        var random = new Random(seed);
        var lease = random.Next(3, 16) * Second;
        var interval = random.Next(3) == 0 ? 10 * lease : random.Next(1, 6) * Second;
        _world = new ShardWorld(random.Next(1, 60), interval, lease, seed)
        {
            LossRate = random.Next(2) * 0.02,
            LongestTick = random.Next(2) == 0 ? Second / 20 : 2 * interval,
            MaxParallel = random.Next(2) == 0 ? 3 : int.MaxValue,
        };
        _text = $"seed {seed}: {_world.Shards} shards, lease {lease / Second} s, interval {interval / Second} s";
    }

    public void Run()
    {
        try
        {
            var first = _world.StoreNow;
            _world.Start(_world.Random.Next(1, 5));
            for (var faults = _world.Random.Next(12); faults > 0; faults--)
            {
                _world.Pass(_world.Between(0, 20 * Second));
                Fail();
            }

            _world.LossRate = 0;
            _world.Start();
            _world.Pass((4 * _world.Lease.Ticks) + (2 * _world.Interval) + (3 * _world.LongestTick * (_world.Shards + 1)));

            _world.CheckParts();
            _world.History.CheckSlots(first);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"{_text}: {exception.Message}\n{string.Join('\n', _world.Living)}");
        }
    }

    private void Fail()
    {
        var living = _world.Living.ToList();
        if (living.Count == 0 || _world.Random.Next(3) == 0)
        {
            _world.Start();
            return;
        }

        var one = living[_world.Random.Next(living.Count)];
        switch (_world.Random.Next(3))
        {
            case 0:
                one.Kill();
                break;
            case 1:
                one.Stop();
                break;
            default:
                one.HandOver();
                break;
        }
    }
}
