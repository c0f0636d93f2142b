namespace Daemonize.Tests.Clustering;

/// <content>The ticks: how they begin and end, and the kernel that kills the process of one whose lease ends.</content>
internal sealed partial class SimulatedProcess
{
    private readonly Dictionary<long, Tick> _ticks = [];
    private long _fenceAt = long.MaxValue;

    private void Begin(long slot, int attempt)
    {
        Arm();
        var tick = new Tick(slot == 0 ? -_world.NextNumber() : slot);
        _ticks[tick.Slot] = tick;
        _world.History.Start(this, slot, attempt);
        _world.After(_world.Plan.Between(0, _world.Plan.LongestTick), () => EndTick(tick));
    }

    private void CancelTicks()
    {
        foreach (var tick in _ticks.Values)
        {
            if (!tick.IsLost)
            {
                tick.IsLost = true;

                // Most methods end when they are asked to; some do not hear it, and the kernel ends them.
                if (_world.Plan.Random.Next(5) > 0)
                {
                    _world.After(_world.Plan.Between(0, TimeSpan.TicksPerMillisecond * 50), () => EndTick(tick));
                }
            }
        }
    }

    private void EndTick(Tick tick)
    {
        if (IsDead || _ticks.GetValueOrDefault(tick.Slot) != tick)
        {
            return;
        }

        if (!Runs)
        {
            // What does not run cannot end.
            _world.After(TimeSpan.TicksPerMillisecond * 100, () => EndTick(tick));
            return;
        }

        _ticks.Remove(tick.Slot);
        var isComplete = !tick.IsLost && !tick.IsCutShort;
        _world.History.End(this, tick.Slot < 0 ? 0 : tick.Slot, isComplete, "ends");
        _lease.End(tick.Slot < 0 ? 0 : tick.Slot, isComplete, Now);
        Run();
    }

    private void Arm()
    {
        var at = _world.Plan.Bug == PlantedBug.NoFence ? long.MaxValue : _lease.FenceAt;
        if (at != _fenceAt)
        {
            _fenceAt = at;
            if (at != long.MaxValue)
            {
                _host.At(at, () => CheckFence(at));
            }
        }
    }

    private void CheckFence(long at)
    {
        if (at == _fenceAt && at != long.MaxValue && !_host.IsAsleep && Now >= at)
        {
            Kill("is killed by the kernel");
        }
    }

    private sealed class Tick(long slot)
    {
        public long Slot => slot;

        public bool IsLost { get; set; }

        public bool IsCancelled { get; set; }

        /// <summary>Whether its slot ticks again, because it ends early after a stop.</summary>
        public bool IsCutShort { get; set; }
    }
}
