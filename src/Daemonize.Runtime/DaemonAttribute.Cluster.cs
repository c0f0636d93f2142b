namespace Daemonize;

/// <content>A daemon that runs on several machines as one.</content>
public sealed partial class DaemonAttribute
{
    /// <summary>
    /// The processes that share the schedule. The default, <see cref="DaemonScope.Instance"/>, is a schedule for each process. With
    /// <see cref="DaemonScope.Cluster"/>, all processes that share a store (<c>--cluster</c>) have one schedule: each slot ticks once, and
    /// a method without a schedule runs in one process while the others stand by.
    /// </summary>
    /// <remarks>
    /// A slot is the same instant on every machine, so <see cref="Interval"/> requires <see cref="AlignToClock"/>, <see cref="Cron"/>
    /// requires a named <see cref="TimeZone"/>, and <see cref="Delay"/> and <see cref="MaxRuns"/> are not possible.
    /// </remarks>
    public DaemonScope Scope { get; set; }

    /// <summary>
    /// The number of shards, 1 to 1,000,000: each slot ticks once for each shard, and a method without a schedule runs once for each shard.
    /// The processes that share the store divide the shards among them, and divide them again when a process comes or goes. With 0, the
    /// default, there are none.
    /// </summary>
    /// <remarks>
    /// Shards imply <see cref="DaemonScope.Cluster"/>. <see cref="DaemonContext.Shard"/> is the shard of a tick. <see cref="Overlap"/>
    /// applies within a shard; <see cref="MaxParallel"/> limits the ticks of all shards of a process. The number belongs to the program,
    /// because all processes must have the same: no option changes it.
    /// </remarks>
    public int Shards { get; set; }

    /// <summary>
    /// The time for which a process that does not answer keeps the lead, at least <c>"3s"</c>. The default is <c>"15s"</c>. After a crash
    /// another process takes over within this time and two seconds, and a store that does not answer for this time ends the running tick:
    /// its token is cancelled before.
    /// </summary>
    public string? Lease { get; set; }

    /// <summary>
    /// The policy for a slot that was begun and whose process or machine failed before its end. The default is
    /// <see cref="InterruptedPolicy.Skip"/>.
    /// </summary>
    public InterruptedPolicy Interrupted { get; set; }

    /// <summary>
    /// Whether the kernel kills the process at the end of its lease while a tick runs, even if the process is suspended. The default is
    /// <see langword="true"/>. Without it, a process that was suspended may run next to its successor until it notices.
    /// </summary>
    public bool Fence { get; set; } = true;
}
