namespace Daemonize;

/// <summary>The policy for a slot that comes while a tick still runs. See <see cref="DaemonAttribute.Overlap"/>.</summary>
public enum OverlapPolicy
{
    /// <summary>
    /// The slot has no tick; <see cref="MissedPolicy"/> decides whether a later tick makes up for it. At most one tick runs at a time.
    /// </summary>
    Skip,

    /// <summary>The slot waits until the tick has ended. At most one slot waits, the latest.</summary>
    Queue,

    /// <summary>
    /// The slot ticks concurrently with the others, on a thread of the pool. While <see cref="DaemonAttribute.MaxParallel"/> ticks run,
    /// <see cref="Skip"/> applies.
    /// </summary>
    Parallel,

    /// <summary>The token of the running tick is cancelled, and the slot ticks as soon as that tick has ended.</summary>
    Replace,
}
