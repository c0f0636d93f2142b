namespace Daemonize.Tests.Scheduling;

/// <summary>
/// The simplest model of a schedule: it walks from one moment to the next, visits every slot instead of calculating it, and has one list
/// for running ticks and one for waiting slots.
/// </summary>
internal sealed class ScheduleModel(Scenario scenario)
{
    private const long Grace = TimeSpan.TicksPerMinute;

    private readonly List<long> _waiting = [];
    private readonly List<Running> _running = [];
    private readonly List<ModelTick> _starts = [];
    private long _slot = scenario.Origin;
    private int _request;
    private long _skipped;
    private long _failed;
    private int _failedInARow;
    private long _lastEnd;
    private long _stop = scenario.Thaw(scenario.StopAt);

    // Consecutive ticks occupy the schedule's thread, which handles slots only between them; requests are handled by their own thread.
    private bool IsSequential => scenario.Policy.Overlap is OverlapPolicy.Skip or OverlapPolicy.Queue;

    private bool IsBusy => _running.Count >= scenario.Policy.MaxRunning;

    private bool IsComplete => scenario.Policy.MaxRuns > 0 && _starts.Count >= scenario.Policy.MaxRuns;

    public Outcome Run()
    {
        while (true)
        {
            var now = NextMoment();
            if (now >= _stop || (IsComplete && _running.Count == 0))
            {
                ComeRequestsOfTick(_stop);
                return Finish(IsComplete && _running.Count == 0 ? Math.Min(_stop, _lastEnd) : _stop);
            }

            End(now);
            Take(now);
            ComeRequestsOfTick(now);
            if (_stop > now && !(IsComplete && _running.Count == 0) && !(IsSequential && _running.Count > 0))
            {
                ComeSlots(now);
                ComeRequests(now);
                Take(now);
            }
        }
    }

    private long NextMoment()
    {
        if (IsComplete && _running.Count == 0)
        {
            return _lastEnd;
        }

        var next = _stop;
        foreach (var tick in _running)
        {
            next = Math.Min(next, tick.End);
        }

        if (_request < scenario.Requests.Count)
        {
            next = Math.Min(next, scenario.Thaw(scenario.Requests[_request]));
        }

        return IsSequential && _running.Count > 0 ? next : Math.Min(next, scenario.Thaw(_slot));
    }

    /// <summary>Ends ticks; the slots before their ends came while they ran.</summary>
    private void End(long now)
    {
        while (_running.FindIndex(tick => tick.End <= now) is >= 0 and var index)
        {
            var ended = _running[index];
            ComeRequestsOfTick(now, EndsDaemon(ended) ? ended.RawEnd : long.MaxValue);
            ComeSlots(now, isInclusive: false);
            _running.RemoveAt(index);
            _lastEnd = now;
            if (!ended.Fails)
            {
                _failedInARow = 0;
                continue;
            }

            _failed++;
            if (++_failedInARow == scenario.MaxFailures)
            {
                _stop = Math.Min(_stop, now);
            }
        }
    }

    private void ComeSlots(long now, bool isInclusive = true)
    {
        var end = isInclusive ? now : now - 1;
        while (_slot <= end)
        {
            var slot = _slot;
            _slot += scenario.Interval;
            Accept(slot, isMissed: _slot <= end || end - slot > Grace, now);
        }
    }

    private void ComeRequests(long now)
    {
        for (; _request < scenario.Requests.Count && scenario.Thaw(scenario.Requests[_request]) <= now; _request++)
        {
            Accept(now, isMissed: false, now);
        }
    }

    /// <summary>
    /// Requests that come while a tick occupies the schedule's thread, up to its last moment. Slots that have come by then are before them.
    /// </summary>
    /// <param name="now">The current time.</param>
    /// <param name="last">The instant of the last request that can come, if the process is frozen until now.</param>
    private void ComeRequestsOfTick(long now, long last = long.MaxValue)
    {
        for (; IsSequential && _running.Count > 0 && _request < scenario.Requests.Count; _request++)
        {
            var request = scenario.Requests[_request];
            if (scenario.Thaw(request) > now || request > last)
            {
                return;
            }

            ComeSlots(scenario.Thaw(request));
            Accept(scenario.Thaw(request), isMissed: false, now);
        }
    }

    /// <summary>Whether a tick fails and is the last of the failures that end the daemon.</summary>
    private bool EndsDaemon(Running tick) => tick.Fails && _failedInARow + 1 == scenario.MaxFailures;

    private void Accept(long slot, bool isMissed, long now)
    {
        var ofMissed = scenario.Policy.Missed switch
        {
            MissedPolicy.Skip => 0,
            MissedPolicy.Once => 1,
            _ => scenario.Policy.MaxMissed,
        };
        var ofOverlapping = scenario.Policy.Overlap is OverlapPolicy.Queue or OverlapPolicy.Replace ? 1 : 0;
        var room = IsBusy ? Math.Max(ofMissed, ofOverlapping)
            : isMissed ? ofMissed : Math.Max(ofMissed, 1);
        _waiting.Add(slot);
        if (room == 0)
        {
            _waiting.RemoveAt(_waiting.Count - 1);
            _skipped++;
        }

        for (; room > 0 && _waiting.Count > room; _skipped++)
        {
            _waiting.RemoveAt(0);
        }

        if (IsBusy && !IsComplete && room > 0 && scenario.Policy.Overlap == OverlapPolicy.Replace)
        {
            _running.ForEach(tick => tick.Replace(now));
        }
    }

    private void Take(long now)
    {
        while (_stop > now && !IsBusy && !IsComplete && _waiting.Count > 0)
        {
            _starts.Add(new ModelTick(now, _waiting[0]));
            _waiting.RemoveAt(0);
            _running.Add(new Running(scenario.ScriptOf(_starts.Count), now, scenario));
            if (IsSequential && _running[0].End == now)
            {
                End(now);
            }
        }
    }

    /// <summary>Slots that have not ticked at the stop count as skipped; running ticks may still fail.</summary>
    private Outcome Finish(long stop)
    {
        _skipped += _waiting.Count;
        for (; _slot < stop; _slot += scenario.Interval)
        {
            _skipped++;
        }

        // A stop cancels the token of every tick: a tick that obeys it has not failed.
        _failed += _running.Count(tick => tick.Fails && !tick.Listens);
        return new Outcome(_starts, _skipped, _failed);
    }

    private sealed class Running(TickScript script, long start, Scenario scenario)
    {
        private bool _isReplaced;

        /// <summary>The end if the process is not frozen.</summary>
        public long RawEnd => start + script.Duration;

        public long End { get; private set; } = scenario.Thaw(start + script.Duration);

        public bool Listens => script.Listens;

        public bool Fails => script.Fails && !_isReplaced;

        public void Replace(long now)
        {
            if (script.Listens && End > now)
            {
                End = now;
                _isReplaced = true;
            }
        }
    }
}
