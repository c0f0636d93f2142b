using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering.Shards;

/// <summary>A process of a <see cref="ShardWorld"/>: the real decisions, with ticks and a network that is simulated.</summary>
internal sealed class ShardProcess
{
    private readonly ShardWorld _world;
    private readonly ClusterClock _clock = new();
    private readonly ShardSet _set;
    private readonly LeaseRules _rules;
    private readonly List<(ShardLease Lease, long Slot)> _ticks = [];
    private long _meetAt;
    private bool _isStopping;
    private bool _isMeeting;
    private int _asking;
    private int _startFrom;
    private long _awayUntil;
    private long _wakesAt = long.MaxValue;

    public ShardProcess(ShardWorld world, LeaseRules rules, string name)
    {
        (_world, _rules, Name) = (world, rules, name);
        _set = new ShardSet(rules, _clock);
    }

    public Guid Me => _rules.Me;

    public string Name { get; }

    public bool IsDead { get; private set; }

    /// <summary>The shards that the process leads, or takes again at the next slot.</summary>
    public List<int> Held => [.. _set.Leases.Where(static lease => lease.Leads || lease.Rests).Select(static lease => lease.Shard).Order()];

    public override string ToString() =>
        $"{Name}: {_set}, holds {Held.Count}, away until {_awayUntil / ShardWorld.Second} s, {_asking} calls, stops {_isStopping}";

    public void Stop()
    {
        _isStopping = true;
        _set.Stop();
        Run();
    }

    public void Kill()
    {
        IsDead = true;
        _ticks.ForEach(tick => _world.History.End(tick.Lease.Shard));
        _ticks.Clear();
    }

    public void HandOver()
    {
        _set.LeaveAll(_world.Time + _rules.Timing.Lease);
        (_awayUntil, _meetAt) = (_world.Time + _rules.Timing.Lease, _world.Time);
        Run();
    }

    public void Run()
    {
        if (IsDead)
        {
            return;
        }

        var now = _world.Time;
        do
        {
            _set.Settle(now);
            Ask(now);
        }
        while (StartTicks(now));

        if (_isStopping && _ticks.Count == 0 && _set.Leases.All(static lease => lease.Token == 0 && !lease.IsTaking))
        {
            _world.Store.Meet(this, TimeSpan.Zero);
            IsDead = true;
            return;
        }

        Meet(now);
        var meetAt = _isMeeting || _isStopping ? long.MaxValue : _meetAt;
        WakeUpAt(_set.Leases.Select(WakeAt).Append(_set.WakeAt).Append(meetAt).Min());
    }

    private long WakeAt(ShardLease lease) =>
        Math.Min(lease.CancelAt, Math.Min(lease.RenewAt, _asking == 0 ? lease.AskAt : long.MaxValue));

    private void WakeUpAt(long wake)
    {
        if (wake < _wakesAt || _wakesAt <= _world.Time)
        {
            _wakesAt = wake;
            if (wake != long.MaxValue)
            {
                _world.At(wake, Run);
            }
        }
    }

    private void Ask(long now)
    {
        if (_set.NextLook(now) is { } look)
        {
            Send(look, (_, reply) => _set.AnswerLook(look, reply, _world.Time));
        }

        foreach (var lease in _set.Leases)
        {
            Lose(lease, now);
        }

        if (_asking == 0)
        {
            AskLeases(now);
        }

        var renewals =
            _set.Leases.Select(lease => (Lease: lease, Call: lease.NextRenewal(now))).Where(static one => one.Call is not null).ToList();
        if (renewals.Count > 0)
        {
            Send(
                [.. renewals.Select(static one => one.Call!)],
                (sent, reply) => renewals.ForEach(one => one.Lease.AnswerRenewal(one.Call!, sent, _world.Time, reply)));
        }
    }

    private void AskLeases(long now)
    {
        var asked =
            _set.Leases.Select(lease => (Lease: lease, Call: lease.NextCall(now))).Where(static one => one.Call is not null).ToList();
        foreach (var step in asked.GroupBy(static one => one.Call!.Step).Select(static step => step.ToList()))
        {
            _asking++;
            Send([.. step.Select(static one => one.Call!)], (sent, reply) =>
            {
                _asking--;
                step.ForEach(one => one.Lease.Answer(one.Call!, sent, _world.Time, reply));
            });
        }
    }

    private void Lose(ShardLease lease, long now)
    {
        if (lease.MustCancel(now))
        {
            foreach (var (_, slot) in _ticks.Where(tick => tick.Lease == lease).ToList())
            {
                EndTick(lease, slot, isComplete: false);
            }
        }
    }

    private bool StartTicks(long now)
    {
        var has = false;
        var (first, count) = (_startFrom, _set.Leases.Count);
        for (var i = 0; i < count; i++)
        {
            var place = (first + i) % count;
            var lease = _set.Leases[place];
            while (_ticks.Count < _rules.MaxParallel && lease.TryStart(now) is { } start)
            {
                has = true;
                _startFrom = place + 1;
                _ticks.Add((lease, start.Slot));
                _world.History.Start(this, lease.Shard);
                _world.After(_world.Between(0, _world.LongestTick), () =>
                {
                    EndTick(lease, start.Slot, isComplete: true);
                    Run();
                });
            }
        }

        return has;
    }

    private void EndTick(ShardLease lease, long slot, bool isComplete)
    {
        if (_ticks.Remove((lease, slot)))
        {
            _world.History.End(lease.Shard);
            lease.End(slot, isComplete, _world.Time);
        }
    }

    private void Send(StoreCall[] calls, Action<long, LeaseReply?> hear)
    {
        Assert.NotEmpty(calls);
        var sent = _world.Time;
        var isAnswered = false;
        void Answer(LeaseReply? reply)
        {
            if (isAnswered || IsDead)
            {
                return;
            }

            isAnswered = true;
            if (reply is not null)
            {
                _clock.Add(sent, _world.Time, reply.Now);
            }

            hear(sent, reply);
            Run();
        }

        if (!_world.IsLost())
        {
            _world.After(Travel(), () =>
            {
                var reply = _world.Store.Carry(calls, this);
                if (!_world.IsLost())
                {
                    _world.After(Travel(), () => Answer(reply));
                }
            });
        }

        _world.After(_rules.Timing.CallTimeout, () => Answer(null));
    }

    private void Meet(long now)
    {
        if (_isMeeting || _isStopping || now < _meetAt)
        {
            return;
        }

        var isAway = now < _awayUntil;
        _meetAt = isAway ? _awayUntil : now + _rules.Timing.Heartbeat;
        if (_world.IsLost())
        {
            return;
        }

        _isMeeting = true;
        _world.After(Travel(), () =>
        {
            if (IsDead)
            {
                return;
            }

            _isMeeting = false;
            var reply = _world.Store.Meet(this, isAway ? TimeSpan.Zero : MemberTiming.LifetimeOf(_rules.Timing));
            if (!isAway)
            {
                _clock.Add(_world.Time, _world.Time, reply.Now);
                _set.Meet(reply.Count!.Value, reply.Rank!.Value, _world.Time);
            }

            Run();
        });
    }

    private long Travel() => _world.Between(ShardWorld.Millisecond / 10, 3 * ShardWorld.Millisecond);
}
