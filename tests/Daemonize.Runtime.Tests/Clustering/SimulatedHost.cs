using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>A machine of the simulation: its clocks, its link, and the process on it.</summary>
internal sealed class SimulatedHost
{
    private readonly Simulation _world;
    private readonly double _rate;
    private readonly long _bootedAt;
    private readonly long _wallError;
    private readonly Guid _name = Guid.NewGuid();
    private readonly List<Action> _over = [];
    private long _slept;
    private long _asleepSince;

    public SimulatedHost(Simulation world, int number, Guid name)
    {
        (_world, Number, _name) = (world, number, name);
        _rate = 1 + ((world.Plan.Random.NextDouble() - 0.5) * 4e-4);
        _bootedAt = world.Plan.Between(0, TimeSpan.TicksPerDay);
        _wallError = world.Plan.Between(-20_000, 20_000);
    }

    public int Number { get; }

    public SimulatedProcess? Process { get; private set; }

    /// <summary>Whether the machine is suspended.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>Whether nothing reaches the store.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>The machine's CLOCK_BOOTTIME, which is a little too fast or too slow.</summary>
    public long Boot => ToBoot(_world.Time);

    /// <summary>The machine's wall clock in milliseconds, which is wrong by up to 20 s.</summary>
    public long WallTime => StoreTime.ToMilliseconds(_world.Begin + _world.Time) + _wallError;

    public void Start()
    {
        if (!IsAsleep && Process is not { IsDead: false })
        {
            var number = _world.NextNumber();
            Process = new SimulatedProcess(_world, this, _world.NewGuid(_name), $"{(char)('a' + Number)}{number}");
        }
    }

    public void Sleep()
    {
        if (!IsAsleep)
        {
            (IsAsleep, _asleepSince) = (true, _world.Time);
            _world.History.Note(() => $"host {Number} is suspended");
        }
    }

    public void WakeUp()
    {
        if (IsAsleep)
        {
            IsAsleep = false;
            _slept += _world.Plan.Bug == PlantedBug.MonotonicClock ? _world.Time - _asleepSince : 0;
            _world.History.Note(() => $"host {Number} wakes up");
            Process?.WakeUp();
            List<Action> over = [.. _over];
            _over.Clear();
            over.ForEach(action => action());
        }
    }

    /// <summary>Calls an action at an instant of the machine's clock.</summary>
    public void At(long boot, Action action)
    {
        var time = (long)((boot - _bootedAt + (_slept * _rate)) / _rate) + 1;
        _world.At(Math.Max(time, _world.Time), () =>
        {
            if (IsAsleep)
            {
                // A timer that is over while the machine sleeps fires when it wakes up.
                _over.Add(action);
                return;
            }

            if (Boot < boot)
            {
                At(boot, action);
            }
            else
            {
                action();
            }
        });
    }

    private long ToBoot(long time) => _bootedAt + (long)((time - _slept) * _rate);
}
