namespace Daemonize.Cluster.Records;

/// <summary>
/// Decides whether a lease is over in a store whose servers may have different clocks. The clock of the store has to say so, and the record
/// must not have been renewed for the time of the lease since this process first saw it so. If the clock of a server is behind, the second
/// is enough after twice the time and a second.
/// </summary>
internal static class LeaseEnd
{
    /// <summary>
    /// What a lease may lack of its time, in milliseconds: the time of the store is known less exactly than time that this process
    /// measures. An owner stops at least 200 ms before the end of its lease.
    /// </summary>
    public const long Tolerance = 100;

    /// <summary>Whether the lease is over.</summary>
    /// <param name="record">The record, as the store has it.</param>
    /// <param name="now">The time of the store.</param>
    /// <param name="unchanged">For how long this process knows that nobody has renewed the record, in milliseconds.</param>
    public static bool IsOver(LeaseRecord record, long now, long unchanged) =>
        record.Lease.Until < now && unchanged >= record.Duration - Tolerance || unchanged > Latest(record);

    /// <summary>The lease with the end that <see cref="IsOver"/> gives it, unless it is renewed.</summary>
    public static Lease Describe(LeaseRecord record, long now, long unchanged)
    {
        var lease = record.Lease;
        var earliest = now + record.Duration - Tolerance - unchanged;
        var latest = now + Latest(record) - unchanged;
        if (lease.Owner is null)
        {
            return lease;
        }
        return earliest > Math.Max(now, lease.Until) ? lease with { Until = earliest }
            : latest < lease.Until ? lease with { Until = latest }
            : lease;
    }

    /// <summary>A clock that is known least is a second behind: that does not count as one that is wrong.</summary>
    private static long Latest(LeaseRecord record) => 2 * record.Duration + 1000;
}
