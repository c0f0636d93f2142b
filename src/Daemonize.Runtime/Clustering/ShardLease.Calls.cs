namespace Daemonize.Clustering;

/// <content>What to ask the store next.</content>
internal sealed partial class ShardLease
{
    /// <summary>Gets the next step of the store; null if there is none now, or one has no answer yet.</summary>
    public StoreCall? NextCall(long now)
    {
        if (_isAsking)
        {
            return null;
        }

        var call = _term is null ? NextOfFollower(now) : NextOfOwner(_term, _gate!, now);
        _isAsking = call is not null;
        _isReleasing = call?.Releases == true;
        return call;
    }

    /// <summary>Gets the renewal that is due; null for none. It does not wait for the answers to other steps.</summary>
    public StoreCall? NextRenewal(long now)
    {
        if (_isRenewing || _term is not { } term || IsLost || now < Math.Max(term.RenewAt, _renewRetry.At))
        {
            return null;
        }

        _isRenewing = true;
        return new StoreCall(StoreStep.Renew, _shard, term.Token);
    }

    private StoreCall? NextOfFollower(long now)
    {
        if (IsResigning)
        {
            return new StoreCall(StoreStep.Look, _shard) { AsksDeputy = true, Resigns = true };
        }

        if (IsStopping || now < _lookAt)
        {
            return null;
        }

        if (_record is { } seen && _mustTake && now >= _notBefore)
        {
            _takenFrom = seen.Token;
            IsTaking = true;
            return new StoreCall(StoreStep.Take, _shard, seen.Token);
        }

        _mustTake = false;
        return new StoreCall(StoreStep.Look, _shard) { AsksDeputy = _asksDeputy };
    }

    private StoreCall? NextOfOwner(Term term, BeginGate gate, long now)
    {
        _ = MustCancel(now);
        if (now < _retry.At)
        {
            return null;
        }

        if (IsEnding)
        {
            return MustWaitToEnd ? null : Release(term, gate);
        }

        if (now < _holdUntil)
        {
            return null;
        }

        var store = _clock.ToStore(now);
        return gate.NextCall(store) ?? (gate.CanRest(store) ? Release(term, gate) : null);
    }

    private StoreCall Release(Term term, BeginGate gate) =>
        new(StoreStep.End, _shard, term.Token) { Slot = gate.Ended, Releases = true };
}
