namespace Daemonize;

/// <summary>What happens to a slot that comes while a tick still runs. See <see cref="DaemonAttribute.Overlap"/>.</summary>
public enum Overlap
{
    /// <summary>It has no tick; <see cref="Missed"/> decides whether it is made up for. No two ticks run at a time.</summary>
    Skip,

    /// <summary>It waits until the tick has ended. At most one slot waits, the latest.</summary>
    Queue,

    /// <summary>It ticks concurrently with the others, on a thread of the pool; while <see cref="DaemonAttribute.MaxParallel"/> ticks run, it is as with <see cref="Skip"/>.</summary>
    Parallel,

    /// <summary>The token of the tick that runs is cancelled, and the slot ticks as soon as that has ended.</summary>
    Replace,
}
