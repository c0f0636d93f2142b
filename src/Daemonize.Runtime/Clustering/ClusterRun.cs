using System.Collections.Concurrent;
using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>
/// Runs the schedule of a daemon whose processes share it. One thread makes all decisions (<see cref="ShardLease"/>,
/// <see cref="ShardSet"/>) and waits; calls of the store and ticks run on the thread pool, and report to it. So it hears of a lost lease
/// however busy the ticks are.
/// </summary>
internal sealed partial class ClusterRun : ISharedSchedule, IDisposable
{
    /// <summary>How long the release of a lease is tried at a stop. The exit does not fail without it: the lease ends by itself.</summary>
    private const long LongestRelease = TimeSpan.TicksPerSecond;

    private const long Never = long.MaxValue;

    private readonly ClusterSession _session;
    private readonly LeaseRules _rules;
    private readonly StopRequest _stop;
    private readonly DaemonProgress _progress;
    private readonly IReadOnlyList<ShardLease> _leases;

    /// <summary>Which shards this process has; null without shards.</summary>
    private readonly ShardSet? _shards;
    private readonly ClusterClock _clock = new();
    private readonly ClusterNumbers _numbers = new();
    private readonly StoreOutage _outage;
    private readonly StoreClient _client;
    private readonly ConcurrentQueue<Action> _news = [];
    private readonly Wake _wake = new();
    private readonly BootTimer _timer = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _stopping;
    private Func<SharedTick, CancellationToken, Task<SharedTickEnd>>? _tick;
    private ITickThreads? _threads;
    private long _releasedBy = Never;
    private bool _isComplete;
    private bool _isOver;

    /// <param name="session">The store, and who this process is in it.</param>
    /// <param name="stop">The request to stop.</param>
    /// <param name="progress">Receives the role, the next slot and the number of skipped slots.</param>
    /// <param name="initialDelay">How long this process waits before it leads for the first time.</param>
    public ClusterRun(ClusterSession session, StopRequest stop, DaemonProgress progress, TimeSpan initialDelay)
    {
        (_session, _rules, _stop, _progress) = (session, session.Rules, stop, progress);
        progress.ClusterNumbers = _numbers;
        _outage = new StoreOutage(session.Category);
        _client = new StoreClient(session, new FollowerSchedule(_rules));
        var notBefore = session.MayLead ? BootClock.Now + initialDelay.Ticks : Never;
        if (_rules.Shards > 0 && !_rules.IsOnce)
        {
            _shards = new ShardSet(_rules, _clock, notBefore);
            _leases = _shards.Leases;

            // Not a member while it takes nothing: the others would leave it a part.
            _awayUntil = notBefore;
        }
        else
        {
            _leases =
            [
                .. Enumerable.Range(0, Math.Max(1, _rules.Shards))
                    .Select(shard => new ShardLease(_rules.OfShard(shard), _clock, shard, notBefore)),
            ];
        }

        _stopping = stop.Token.UnsafeRegister(static run => ((ClusterRun)run!)._wake.Set(), this);
    }

    /// <summary>Turns until the role is known, or the daemon is asked to stop; false if the store does not answer in time.</summary>
    public bool TrySettle(TimeSpan timeout)
    {
        var end = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        for (Turn(); !IsSettled; Turn())
        {
            if (Stopwatch.GetTimestamp() >= end)
            {
                return false;
            }

            Wait(end);
        }

        return true;
    }

    /// <summary>The host and process id of another process that leads; null if there is none.</summary>
    public string? OtherLeader => _leases.FirstOrDefault(static lease => lease.Follows)?.Record?.Host;

    private bool IsSettled => _stop.IsRequested || (_clock.IsKnown && BootClock.Now < _awayUntil)
        || (_shards?.IsSettled != false && _leases.All(static lease => lease.IsSettled));

    public void Run(Func<SharedTick, CancellationToken, Task<SharedTickEnd>> tick, ITickThreads threads, IUpkeep? upkeep)
    {
        (_tick, _threads) = (tick, threads);
        Turn();
        while (!IsOver(BootClock.Now))
        {
            Wait(upkeep?.Look() ?? Never);
            Turn();
        }

        _session.Fence?.Set(Never);
        Leave();
        _progress.SetNext(null);
        EndRequests();
    }

    /// <summary>Releases what was taken, without a tick.</summary>
    public void GiveUp()
    {
        for (_isComplete = true, Turn(); !IsOver(BootClock.Now); Turn())
        {
            Wait(Never);
        }
    }

    public void TickNow()
    {
        lock (_end)
        {
            if (_isOver)
            {
                Decide();
                return;
            }

            _news.Enqueue(Decide);
        }

        _wake.Set();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _end.Cancel();
        _end.Dispose();
        _timer.Dispose();
        _wait?.Dispose();
    }

    /// <summary>Hears the news, decides, and acts, until nothing is left to do now.</summary>
    private void Turn()
    {
        if ((_stop.IsRequested || _isComplete) && _releasedBy == Never)
        {
            BeginStop();
        }

        while (_news.TryDequeue(out var hear))
        {
            hear();
        }

        WatchHandOver(BootClock.Now);
        do
        {
            var now = BootClock.Now;
            SettleShards(now);
            CancelLost(now);
            Ask(now);
        }
        while (StartTicks());
        Meet(BootClock.Now);
        WatchFence(BootClock.Now);
        Tell();
    }

    private void BeginStop()
    {
        _releasedBy = 0;
        _shards?.Stop();
        foreach (var lease in _leases)
        {
            lease.Stop();
        }
    }

    /// <summary>Whether all ticks have ended, and the leases are released or had their time for it.</summary>
    private bool IsOver(long now)
    {
        if (_releasedBy == Never || _running.Count > 0)
        {
            return false;
        }

        _releasedBy = _releasedBy == 0 ? now + LongestRelease : _releasedBy;
        return now >= _releasedBy
            || _leases.All(static lease => lease.Token == 0 && !lease.IsTaking && !lease.IsResigning);
    }

    private void Wait(long latest)
    {
        if (_news.IsEmpty)
        {
            _timer.Wait(WakeAt, _wake, _wake, latest);
        }
    }

    private long WakeAt
    {
        get
        {
            var wake = _releasedBy is > 0 and < Never ? _releasedBy : Never;
            foreach (var lease in _leases)
            {
                wake = Math.Min(wake, _asking == 0 ? lease.AskAt : Never);
                wake = Math.Min(wake, _renewing == 0 ? lease.RenewAt : Never);
                wake = Math.Min(wake, lease.CancelAt);
            }

            wake = Math.Min(wake, _shards?.WakeAt ?? Never);
            wake = MayMeet ? Math.Min(wake, _meetAt) : wake;
            return Math.Min(Math.Min(wake, _handOverWake), _session.Fence?.SpeaksAt ?? Never);
        }
    }
}
