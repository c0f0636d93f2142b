using Daemonize.Cluster;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <content>The steps for one shard, each with its file open and locked.</content>
internal sealed partial class FileStore
{
    private Lease Look(LeaseFile file, LookRequest request, int shard, long now)
    {
        var holder = HolderOf((request.Name, shard));
        var before = file.Record;
        var lease = LeaseSteps.Look(before ?? LeaseSteps.Create(shard, now), request, now);
        if (before is null)
        {
            file.Write(lease, TimeSpan.Zero, isLasting: true);
        }
        else if (lease != before)
        {
            FlushAfterOwner(file, holder != Holder.Nobody);
            file.Write(lease, file.Duration, isLasting: false);
        }

        return AsSeen(lease, file.Duration, holder, now);
    }

    private Lease? Take(LeaseFile file, TakeRequest request, in ShardToken seen, long now)
    {
        var key = (request.Name, seen.Shard);
        if (file.Record is not { } lease || lease.Token != seen.Token)
        {
            return null;
        }

        // The lock decides between processes. It cannot distinguish two owners in one store; between them the time decides.
        var isHeld = HoldsAlready(key);
        if (isHeld ? lease.Owner is { } owner && owner != request.Owner && lease.Until >= now : !TryHold(key))
        {
            return null;
        }

        try
        {
            FlushAfterOwner(file, isHeld);
            var taken = LeaseSteps.Take(lease, request, now);
            file.Write(taken, request.Lease, isLasting: true);
            return taken;
        }
        catch when (!isHeld)
        {
            Release(key);
            throw;
        }
    }

    /// <summary>Writes the record after a step of the owner; null if the condition was not fulfilled or the lease is lost.</summary>
    private Lease? Update(LeaseFile file, string name, Lease? after, TimeSpan duration)
    {
        if (after is null || !Holds((name, after.Shard)))
        {
            return null;
        }

        if (after != file.Record || duration != file.Duration)
        {
            file.Write(after, duration, LeaseSteps.IsLasting(file.Record!, after));
        }

        return after;
    }

    private Lease? End(LeaseFile file, EndRequest request, in ShardEnd end)
    {
        var after = file.Record is { } lease ? LeaseSteps.End(lease, request, end) : null;
        try
        {
            return Update(file, request.Name, after, file.Duration);
        }
        finally
        {
            // Also if the record could not be written: an owner that gives up its lease does not keep others from it.
            if (after is not null && end.Releases)
            {
                Release((request.Name, end.Shard));
            }
        }
    }

    /// <summary>
    /// Whether this store holds the lock of a term. A lock that nobody holds is taken again: the owner may have closed its store and opened
    /// another, and a lease that nobody has taken meanwhile is still its own.
    /// </summary>
    private bool Holds((string Name, int Shard) key) => HoldsAlready(key) || TryHold(key);

    private bool HoldsAlready((string Name, int Shard) key)
    {
        if (!_terms.TryGetValue(key, out var term))
        {
            return false;
        }

        if (!term.IsStillThere)
        {
            Release(key);
            return false;
        }

        return true;
    }

    private bool TryHold((string Name, int Shard) key)
    {
        if (TermLock.TryTake(FileNames.Term(directory, key.Name, key.Shard)) is not { } term)
        {
            return false;
        }

        _terms[key] = term;
        if (_isDisposed)
        {
            Release(key);
        }

        return !_isDisposed;
    }

    private void Release((string Name, int Shard) key)
    {
        if (_terms.TryRemove(key, out var term))
        {
            term.Dispose();
        }
    }

    /// <summary>
    /// Before the first write after an owner that is gone: it may have been killed between writing its last record and waiting for the
    /// disk.
    /// </summary>
    private static void FlushAfterOwner(LeaseFile file, bool isHeld)
    {
        if (!isHeld)
        {
            file.Flush();
        }
    }

    private Holder HolderOf((string Name, int Shard) key) =>
        HoldsAlready(key) ? Holder.ThisStore
            : TermLock.IsHeld(FileNames.Term(directory, key.Name, key.Shard)) ? Holder.Another
            : Holder.Nobody;

    /// <summary>
    /// Shows a record to a follower. The lock decides, not the time: a lease without one is over, and one with it lasts at least as long as
    /// it was last taken for, so that followers wait for the lock and do not try in a loop.
    /// </summary>
    private static Lease AsSeen(Lease lease, TimeSpan duration, Holder holder, long now) => (lease.Owner, holder) switch
    {
        (null, _) or (_, Holder.ThisStore) => lease,
        (_, Holder.Nobody) => lease with { Until = Math.Min(lease.Until, now - 1) },
        _ when lease.Until <= now => lease with { Until = now + LeaseSteps.Milliseconds(duration) },
        _ => lease,
    };

    /// <summary>The store that holds the lock of a term.</summary>
    private enum Holder
    {
        Nobody,
        ThisStore,
        Another,
    }
}
