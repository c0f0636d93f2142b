namespace Daemonize.Cluster.Records;

/// <summary>
/// Finds out how long records have not been renewed, without any clock but one of this process that only counts. The owner counts from
/// before it sent the renewal, so it is always ahead of who has only seen the renewal.
/// </summary>
/// <param name="time">Measures time. It need not run while the machine sleeps: this process then waits longer.</param>
internal sealed class LeaseObserver(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, int Shard), Sight> _sights = [];

    /// <summary>The time, for <see cref="See"/>.</summary>
    public long GetTimestamp() => time.GetTimestamp();

    /// <summary>Notes a record.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="at">
    /// When the record was certainly as it is: after it was read; or, if this process has written it, before, but after the owner asked.
    /// </param>
    /// <returns>How long before that the record was first seen so, in milliseconds.</returns>
    public long See(string name, LeaseRecord record, long at)
    {
        var key = (name, record.Lease.Shard);
        lock (_lock)
        {
            var isSame = _sights.TryGetValue(key, out var sight) && sight.Token == record.Lease.Token && sight.Renewals == record.Renewals;
            // Of calls at the same time, the one that has seen the record first may come last.
            sight = new Sight(record.Lease.Token, record.Renewals, isSame ? Math.Min(sight.Since, at) : at);
            _sights[key] = sight;
            return (long)time.GetElapsedTime(sight.Since, at).TotalMilliseconds;
        }
    }

    private readonly record struct Sight(long Token, long Renewals, long Since);
}
