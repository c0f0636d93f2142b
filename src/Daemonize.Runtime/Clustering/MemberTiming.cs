namespace Daemonize.Clustering;

/// <summary>
/// How often a process writes its record among the members, and how long the record lasts. With shards the times follow from the lease
/// (<see cref="LeaseTiming.Heartbeat"/>), because the shards are spread over the members; otherwise nothing is decided by them.
/// </summary>
internal static class MemberTiming
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>Long enough for a process that is gone to be seen as such.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How soon a process with shards tries again to write its record.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets how long the record of a process with shards lasts: its death shows about when its leases end, and one late heartbeat does not
    /// look like it.
    /// </summary>
    public static TimeSpan LifetimeOf(LeaseTiming timing) => TimeSpan.FromTicks((2 * timing.Heartbeat) + TimeSpan.TicksPerSecond);

    /// <summary>When a member counts as gone.</summary>
    public static readonly TimeSpan Silence = Heartbeat * 2.5;
}
