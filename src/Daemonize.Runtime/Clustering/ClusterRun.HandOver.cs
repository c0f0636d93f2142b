using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <content>The handover: this process leaves the lead to another one, and says which.</content>
internal sealed partial class ClusterRun
{
    private const string Stopping = "is stopping";

    /// <summary>
    /// How long after the release the answer waits for the next leader. A deputy may take the lead only at the next slot.
    /// </summary>
    private const long LongestSuccession = 2 * TimeSpan.TicksPerSecond;

    /// <summary>How often the next leader is looked for meanwhile.</summary>
    private const long SuccessionLook = 100 * TimeSpan.TicksPerMillisecond;

    private bool _isHandingOver;

    /// <summary>When the lead was left; long.MaxValue before.</summary>
    private long _handedOverAt = Never;
    private long _handOverWake = Never;

    public void HandOver()
    {
        lock (_end)
        {
            if (_isOver)
            {
                _progress.AddHandOverAnswer(isAccepted: false, Stopping);
                return;
            }

            _news.Enqueue(BeginHandOver);
        }

        _wake.Set();
    }

    private void BeginHandOver()
    {
        if (_stop.IsRequested)
        {
            _progress.AddHandOverAnswer(isAccepted: false, Stopping);
        }
        else if (_isHandingOver || _leases.Any(static lease => IsHeld(lease) || lease.Rests))
        {
            var what = _shards is null ? "leads no more after its tick" : "leaves its shards to other processes for one lease";
            Log.Information(_session.Category, $"hands over: it {what} (handover)");
            _isHandingOver = true;
            LeaveLeases(BootClock.Now);
            EndRuns();
        }
        else
        {
            var answer = _shards is null ? $"does not lead; {OtherLeader ?? "no process"} does" : "leads no shard";
            _progress.AddHandOverAnswer(isAccepted: false, answer);
        }
    }

    /// <summary>Waits until the leases are released, and then for a short time until another process leads.</summary>
    private void WatchHandOver(long now)
    {
        if (!_isHandingOver)
        {
            return;
        }

        if (_handedOverAt == Never)
        {
            // The time of one lease counts from the release, which a long tick delays.
            LeaveLeases(now);
            if (_leases.Any(IsHeld))
            {
                return;
            }

            (_handedOverAt, _handOverWake) = (now, now);
        }

        if (_shards is not null)
        {
            AnswerHandOver(isAccepted: true, "its shards are free for the other processes");
            return;
        }

        var next = _leases[0] is { Follows: true } lease ? lease.Record : null;
        if (next is not null || now >= _handedOverAt + LongestSuccession)
        {
            AnswerHandOver(
                isAccepted: true,
                next is null ? "no process leads yet" : string.Create(InvariantNumbers.Format, $"{next.Host} leads (token {next.Token})"));
        }
        else if (now >= _handOverWake)
        {
            _leases[0].LookSoon(now);
            _handOverWake = now + SuccessionLook;
        }
    }

    private void AnswerHandOver(bool isAccepted, string text)
    {
        (_isHandingOver, _handedOverAt, _handOverWake) = (false, Never, Never);
        _progress.AddHandOverAnswer(isAccepted, text);
    }

    private void LeaveLeases(long now)
    {
        var notBefore = now + _rules.Timing.Lease;
        if (_shards is null)
        {
            _leases[0].Leave(notBefore);
            return;
        }

        // Not among the members for this time, so that the others take its part.
        _shards.LeaveAll(notBefore);
        _meetAt = now < _awayUntil ? _meetAt : now;
        _awayUntil = notBefore;
    }

    /// <summary>Cancels a method without a schedule, which does not end by itself.</summary>
    private void EndRuns()
    {
        if (_rules.Timetable is null)
        {
            _running.ForEach(tick => Cancel(tick, "handover"));
        }
    }

    private static bool IsHeld(ShardLease lease) => lease.Token != 0 || lease.IsTaking;
}
