using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>
/// A process on a host of the simulation: the real decisions (<see cref="ShardLease"/>), with ticks, a kernel that kills, a network that
/// loses, and a scheduler that may stop it.
/// </summary>
internal sealed partial class SimulatedProcess
{
    private readonly SimulatedHost _host;
    private readonly Simulation _world;
    private readonly ClusterClock _clock = new();
    private readonly Queue<Action> _inbox = [];
    private ShardLease _lease;
    private long _wakesAt;
    private bool _isPaused;
    private bool _isHandingOver;
    private int _requests;

    public SimulatedProcess(Simulation world, SimulatedHost host, Guid me, string name)
    {
        (_world, _host, Me, Name) = (world, host, me, name);
        Rules = world.Plan.RulesOf(me);
        _lease = new ShardLease(Rules, _clock, shard: 0);
        world.History.Note(() => $"{name} begins");
        Run();
    }

    public string Name { get; }

    public Guid Me { get; }

    public LeaseRules Rules { get; }

    public bool IsDead { get; private set; }

    public bool IsAsleep => _host.IsAsleep;

    /// <summary>Whether the process does not run for now, because it was stopped.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set
        {
            _isPaused = value;
            _world.History.Note(() => $"{Name} {(value ? "is stopped" : "goes on")}");
            Run();
        }
    }

    public void Stop()
    {
        _world.History.Note(() => $"{Name} stops");
        _lease.Stop();
        foreach (var tick in _ticks.Values)
        {
            tick.IsCancelled = true;

            // Some ticks end early, without what they were to do; others do not heed the stop.
            tick.IsCutShort = Rules.Interrupted == InterruptedPolicy.Rerun && _world.Plan.Random.Next(2) == 0;
        }

        Run();
    }

    /// <summary>
    /// Leaves the lead, as <see cref="ClusterRun.HandOver"/> does: it does not lead again for one lease after the release.
    /// </summary>
    public void HandOver()
    {
        _world.History.Note(() => $"{Name} hands over");
        _isHandingOver = true;
        Run();
    }

    public void Kill(string how)
    {
        if (IsDead)
        {
            return;
        }

        IsDead = true;
        foreach (var (_, tick) in _ticks.ToArray())
        {
            _world.History.End(this, tick.Slot, isComplete: false, how);
        }

        _ticks.Clear();
        _world.History.Note(() => $"{Name} {how}");
    }

    /// <summary>Does what the machine's wake-up does first: timers that are over fire before the process runs.</summary>
    public void WakeUp()
    {
        CheckFence(_fenceAt);
        if (!IsDead)
        {
            _world.History.WakeUp(this);
            Run();
        }
    }

    private long Now => _host.Boot;

    private bool Runs => !IsDead && !_isPaused && !_host.IsAsleep;

    private void Run()
    {
        if (!Runs)
        {
            return;
        }

        while (_inbox.TryDequeue(out var answer))
        {
            answer();
        }

        if (_isHandingOver)
        {
            _lease.Leave(Now + Rules.Timing.Lease);
            _isHandingOver = _lease.Token != 0 || _lease.IsTaking;
        }

        _requests = 0;
        while (Step())
        {
        }

        Arm();
        if (_lease.IsStopping && _lease.Token == 0 && _ticks.Count == 0 && _requests == 0)
        {
            Kill("has stopped");
        }
        else if (_lease.WakeAt is not long.MaxValue and var wake)
        {
            WakeUpAt(wake);
        }
    }

    /// <summary>Runs at an instant, unless an earlier one is due already: each run asks again.</summary>
    private void WakeUpAt(long wake)
    {
        if (_wakesAt > Now && _wakesAt <= wake)
        {
            return;
        }

        _wakesAt = wake;
        _host.At(wake, () =>
        {
            if (_wakesAt == wake)
            {
                _wakesAt = 0;
                Run();
            }
        });
    }

    private bool Step()
    {
        if (_lease.MustCancel(Now))
        {
            CancelTicks();
        }

        var call = _lease.NextCall(Now);
        if (call is not null)
        {
            _requests++;
            Send(call, isRenewal: false);
        }

        var renewal = _lease.NextRenewal(Now);
        if (renewal is not null)
        {
            Send(renewal, isRenewal: true);
        }

        var start = _lease.TryStart(Now);
        if (start is not null)
        {
            Begin(start.Slot, start.Attempt);
        }

        if (_lease.MustReplace && _ticks.Values.FirstOrDefault(tick => !tick.IsCancelled) is { } old)
        {
            old.IsCancelled = true;
            _world.After(_world.Plan.Between(0, TimeSpan.TicksPerMillisecond * 50), () => EndTick(old));
        }

        return call is not null || renewal is not null || start is not null;
    }

    private void Send(StoreCall call, bool isRenewal)
    {
        var sent = Now;
        var isAnswered = false;
        var bug = _world.Plan.Bug;
        if (bug == PlantedBug.PassedInOwnTermOnly && call.Step == StoreStep.Begin && _lease.Record!.Slot < _lease.Token)
        {
            call = call with { Passed = 0 };
        }

        void Answer(LeaseReply? reply, bool isOwnerRefused)
        {
            if (isAnswered || IsDead)
            {
                return;
            }

            isAnswered = true;
            _inbox.Enqueue(() =>
            {
                _world.History.HearRefusal(isOwnerRefused);
                Hear(call, sent, reply, isRenewal);
            });
            Run();
        }

        _world.Network.Send(_host, this, call, Answer);
        _host.At(sent + Rules.Timing.CallTimeout, () => Answer(null, isOwnerRefused: false));
    }

    private void Hear(StoreCall call, long sent, LeaseReply? reply, bool isRenewal)
    {
        var bug = _world.Plan.Bug;
        var from = bug == PlantedBug.DeadlineFromReply ? Now : sent;
        if (reply is not null)
        {
            _clock.Add(sent, Now, bug == PlantedBug.ClockOfHost ? _host.WallTime : reply.Now);
        }
        else if ((isRenewal && bug == PlantedBug.BeliefAfterFailedRenewal)
            || (call.Step == StoreStep.Begin && bug == PlantedBug.TicksWithoutStore))
        {
            var record = _lease.Record! with { Slot = Math.Max(_lease.Record.Slot, call.Slot) };
            reply = new LeaseReply(StoreTime.ToMilliseconds(_clock.ToStore(Now)), [record]);
        }

        if (isRenewal)
        {
            _lease.AnswerRenewal(call, from, Now, reply);
        }
        else
        {
            var token = _lease.Token;
            _lease.Answer(call, from, Now, reply);
            if (bug == PlantedBug.QuestionForgotten && token != 0 && _lease.Token == 0)
            {
                _lease = new ShardLease(Rules, _clock, shard: 0);
            }
        }
    }
}
