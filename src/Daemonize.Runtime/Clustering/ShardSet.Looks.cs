using Daemonize.Cluster;

namespace Daemonize.Clustering;

/// <content>The search for shards that nobody holds: batches of looks, in the order in which this process prefers the shards.</content>
internal sealed partial class ShardSet
{
    /// <summary>How many shards one look reads at most.</summary>
    private const int Batch = 1000;

    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>The shortest time between two passes over all shards.</summary>
    private const long LeastPass = 200 * Millisecond;

    private readonly Retry _retry;
    private int[]? _order;
    private int _position;
    private long _lookAt;

    /// <summary>When the next pass begins; gathered while one goes on.</summary>
    private long _passAt = Never;
    private bool _isLooking;
    private bool _hasLooked;

    private long LittleLater => _rules.Between(20 * Millisecond, 150 * Millisecond);

    private bool IsLookDue => !_isLooking && !_isStopping && _quota.IsKnown && _quota.OfLost > Held && _quota.OfLost > 0;

    private long LookAt => IsLookDue ? Math.Max(_lookAt, _notBefore) : Never;

    /// <summary>Gets the shards to look at now; null for none.</summary>
    public StoreCall[]? NextLook(long now)
    {
        if (now < LookAt)
        {
            return null;
        }

        _order ??= InOrderOfAffinity();
        List<StoreCall> calls = [];
        for (; _position < _order.Length && calls.Count < Batch; _position++)
        {
            if (!_byShard.ContainsKey(_order[_position]))
            {
                calls.Add(new StoreCall(StoreStep.Look, _order[_position]));
            }
        }

        if (calls.Count == 0)
        {
            // All that are left of the pass are here already, such as one that waits for the end of its tick to be released.
            (_position, _passAt, _lookAt) = (0, Never, now + LeastPass);
            return null;
        }

        _isLooking = true;
        return [.. calls];
    }

    /// <summary>Processes the reply to a look: takes what is free, as far as the quota goes.</summary>
    /// <param name="calls">The look, as it was asked for.</param>
    /// <param name="now">The time of CLOCK_BOOTTIME, in ticks of 100 ns.</param>
    /// <param name="reply">The reply; null if there was none.</param>
    public void AnswerLook(IReadOnlyList<StoreCall> calls, LeaseReply? reply, long now)
    {
        _isLooking = false;
        if (_isStopping)
        {
            return;
        }

        if (reply is null)
        {
            (_position, _passAt, _lookAt) = (0, Never, _retry.After(now));
            return;
        }

        _retry.Reset();
        var records = reply.Leases.ToDictionary(static lease => lease.Shard);
        var held = Held;
        foreach (var call in calls)
        {
            if (records.TryGetValue(call.Shard, out var record) && TryTake(record, held, reply.Now, now))
            {
                held++;
            }
        }

        var isOver = _position >= _order!.Length;
        _hasLooked |= isOver || held >= _quota.Current;
        _lookAt = isOver ? Math.Clamp(_passAt, now + LeastPass, now + _rules.Timing.Heartbeat) : now + LittleLater;
        if (isOver)
        {
            (_position, _passAt) = (0, Never);
        }
    }

    /// <summary>Takes a shard that is free now; or notes when it may be, and looks again then.</summary>
    private bool TryTake(Lease record, int held, long store, long now)
    {
        var freeAt = FreeAt(record, store, now, out var isLost);
        if (freeAt <= now && held < (isLost ? _quota.OfLost : _quota.Current))
        {
            var lease = new ShardLease(_rules.OfShard(record.Shard), _clock, record.Shard, _notBefore);
            lease.Seize(record, now);
            _leases.Add(lease);
            _byShard.Add(record.Shard, lease);
            return true;
        }

        // What was released waits until the quota allows it.
        _passAt = Math.Min(_passAt, freeAt <= now && !isLost ? _quota.ActsAt : freeAt);
        return false;
    }

    /// <summary>Gets when a shard may be taken; a past time for now.</summary>
    private long FreeAt(Lease record, long store, long now, out bool isLost)
    {
        isLost = record.Owner is not null && (record.Owner == _rules.Me || record.Until < store);
        if (record.Owner is not null)
        {
            return isLost ? now : _clock.ToBoot(StoreTime.ToTicks(record.Until)) + LittleLater;
        }

        // Its owner may rest until the next slot. If it does not come back, the slot is late by a little.
        var due = _rules.Timetable is null || record.Token == 0 || record.Slot > record.Done ? Never
            : _rules.OfShard(record.Shard).NextDueAfter(record.Slot);
        var mayRest = due != Never && due - StoreTime.ToTicks(record.Slot) > _rules.Timing.RestFrom;
        return mayRest && due > StoreTime.ToTicks(store) ? _clock.ToBoot(due) + LittleLater : now;
    }

    private void LookSoon(long at) => (_lookAt, _position, _passAt) = (Math.Min(_lookAt, at), 0, Never);

    private int[] InOrderOfAffinity()
    {
        var order = new int[_rules.Shards];
        var affinity = new ulong[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], affinity[i]) = (i, ulong.MaxValue - AffinityOf(i));
        }

        Array.Sort(affinity, order);
        return order;
    }
}
