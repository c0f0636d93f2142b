using System.Diagnostics.CodeAnalysis;
using Daemonize.Cluster;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <content>The ticks of this process: their start, their cancellation, the fence, and their end.</content>
internal sealed partial class ClusterRun
{
    private readonly List<RunningTick> _running = [];

    /// <summary>From which lease on ticks start next, so that all have their turn.</summary>
    private int _startFrom;

    /// <summary>
    /// How many ticks run at a time: of all shards, MaxParallel; a single one has the limit of its overlap. Methods without a schedule
    /// would never let the others begin.
    /// </summary>
    private int MostRunning => _rules.Shards == 0 || (_rules.Timetable is null && !_rules.IsOnce) ? int.MaxValue : _rules.MaxParallel;

    /// <summary>Starts what may start; true if anything has.</summary>
    private bool StartTicks()
    {
        if (_tick is null)
        {
            return false;
        }

        var hasStarted = false;
        var first = _startFrom;
        for (var i = 0; i < _leases.Count; i++)
        {
            var place = (first + i) % _leases.Count;
            var lease = _leases[place];
            while (_running.Count < MostRunning && lease.TryStart(BootClock.Now) is { } start)
            {
                Start(lease, start);
                _startFrom = place + 1;
                hasStarted = true;
            }

            if (lease.MustReplace && _running.Find(one => one.Lease == lease && !one.IsCancelled) is { } old)
            {
                Cancel(old, "Overlap");
            }
        }

        return hasStarted;
    }

    private void Start(ShardLease lease, SlotStart start)
    {
        var tick = new RunningTick(lease, start, new LostLease(start.Token, start.Slot, _rules.Shards > 0 ? lease.Shard : -1));
        _running.Add(tick);

        // Armed before the method begins: the process may be stopped at any moment from now on.
        SetFence();
        if (start.Attempt > 1)
        {
            Log.Write(
                LogLevels.Warning, _session.Category,
                $"slot {SlotText.Of(start.Slot)}{OfShard(lease.Shard)} ticks again, attempt {start.Attempt} (Interrupted = Rerun)",
                exception: null);
        }

        var shared = new SharedTick(start.Taken, lease.Shard, start.Token, start.Attempt, ClaimOf(lease, start));
        var running = _threads!.Fork(async () => tick.Outcome = await _tick!(shared, tick.Token).ConfigureAwait(false));
        _ = running.ContinueWith(
            done =>
            {
                _news.Enqueue(() => End(tick, done));
                _wake.Set();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private SlotClaim? ClaimOf(ShardLease lease, SlotStart start) => start.Slot == 0
        ? null
        : new SlotClaim(
            _session.Store, _session.Name, _rules.Me, lease.Shard, start.Token, start.Slot,
            IsAlone: _rules.Policy.MaxRunning == 1);

    private void End(RunningTick tick, Task done)
    {
        _ = _running.Remove(tick);

        // What a stop has cut short ticks again where slots do, as after a failure: another process has it as soon as this one releases it.
        var isOpen = tick.IsLost || (tick.Outcome == SharedTickEnd.IsCutShort && _rules.Interrupted == InterruptedPolicy.Rerun);
        tick.Lease.End(tick.Start.Slot, isComplete: !isOpen, BootClock.Now);

        // A tick handles its own failures; an exception here is a defect, and ends the daemon as a crash.
        done.GetAwaiter().GetResult();
        _isComplete |= tick.Outcome == SharedTickEnd.EndsSchedule;
        if (tick.Outcome == SharedTickEnd.EndsShard)
        {
            EndShard(tick.Lease);
        }

        SetFence();
    }

    /// <summary>Cancels the ticks whose lease ends soon.</summary>
    private void CancelLost(long now)
    {
        foreach (var lease in _leases)
        {
            if (!lease.MustCancel(now))
            {
                continue;
            }

            if (lease.TakeLoss())
            {
                _numbers.AddLost();
            }

            foreach (var tick in _running)
            {
                if (tick.Lease == lease && !tick.IsLost)
                {
                    tick.IsLost = true;
                    var what = $"lost its lease{OfShard(lease.Shard)} while a tick was running";
                    Log.Write(
                        LogLevels.Warning, _session.Category,
                        string.Create(InvariantNumbers.Format, $"{what} (token {tick.Start.Token}); the tick is cancelled"),
                        exception: null);
                    Cancel(tick, "Lease");
                }
            }
        }
    }

    private void Cancel(RunningTick tick, string cause)
    {
        if (tick.IsCancelled)
        {
            return;
        }

        tick.IsCancelled = true;

        // Not on this thread: a callback on the token may block, and the lease ends meanwhile.
        _ = Task.Run(() =>
        {
            try
            {
                tick.Cancel();
            }
            catch (AggregateException exception)
            {
                Log.Error(_session.Category, $"a callback on the token of a tick failed ({cause})", exception);
            }
        });
    }

    /// <summary>Sets the fence to the end of the first lease under which a tick runs.</summary>
    private void SetFence()
    {
        if (_session.Fence is { } fence)
        {
            var first = FirstToEnd();
            fence.Set(first?.Lease.FenceAt ?? Never, first?.AtStake ?? default);
        }
    }

    /// <summary>Gets the running tick whose lease ends first; null if none runs.</summary>
    private RunningTick? FirstToEnd()
    {
        RunningTick? first = null;
        foreach (var tick in _running)
        {
            first = first is null || tick.Lease.FenceAt < first.Lease.FenceAt ? tick : first;
        }

        return first;
    }

    /// <summary>Keeps the fence at the end of the lease, and leaves the reason where it is looked for before the kernel acts.</summary>
    private void WatchFence(long now)
    {
        SetFence();
        if (_session.Fence?.MustSpeak(now) == true && FirstToEnd() is { AtStake: var lease })
        {
            Log.Error(_session.Category, $"{lease}; the kernel ends the process (Fence)", exception: null);
            _session.LastWord(lease.ToString());
        }
    }

    private void Decide()
    {
        var answer = _rules.Shards == 0 ? Request(_leases[0]) : RequestOfShards();
        if (!answer.IsAccepted)
        {
            Log.Write(LogLevels.Warning, _session.Category, $"no tick now: {answer.Text}", exception: null);
        }

        _progress.AddTickAnswer(answer);
    }

    private TickAnswer Request(ShardLease lease)
    {
        var (taken, running) = (_progress.Ticks, _running.Count);
        return lease.Request(BootClock.Now) is { } result
            ? TickAnswer.Of(new TickRequest(result, taken, running), _rules.Policy, hasOverlap: true)
            : new TickAnswer(IsAccepted: false, $"{_progress.Cluster?.Leader ?? "no process"} leads; ask it there");
    }

    private void EndRequests()
    {
        lock (_end)
        {
            _isOver = true;
        }

        while (_news.TryDequeue(out var hear))
        {
            hear();
        }

        if (_isHandingOver)
        {
            AnswerHandOver(isAccepted: false, Stopping);
        }
    }

    /// <summary>A tick that runs.</summary>
    [SuppressMessage("Design", "CA1001",
        Justification = "It may be cancelled while it ends; the source has neither a timer nor a wait handle to dispose.")]
    private sealed class RunningTick(ShardLease lease, SlotStart start, LostLease atStake)
    {
        private readonly CancellationTokenSource _source = new();

        public ShardLease Lease => lease;

        public SlotStart Start => start;

        /// <summary>What is lost if the lease ends while the tick runs.</summary>
        public LostLease AtStake => atStake;

        public CancellationToken Token => _source.Token;

        public bool IsCancelled { get; set; }

        public bool IsLost { get; set; }

        public SharedTickEnd Outcome { get; set; }

        public void Cancel() => _source.Cancel();
    }
}
