namespace Daemonize;

/// <summary>The processes that share the schedule of a daemon. See <see cref="DaemonAttribute.Scope"/>.</summary>
public enum DaemonScope
{
    /// <summary>Each process of the daemon has its own schedule.</summary>
    Instance,

    /// <summary>
    /// All processes of the daemon that share a store have one schedule, on any number of machines: one process at a time leads, and each
    /// slot ticks there once. The others stand by and take over when it stops or fails.
    /// </summary>
    Cluster,
}
